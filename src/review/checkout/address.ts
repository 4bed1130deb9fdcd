import { isIP } from 'node:net'

/** An https address of a repository, taken apart by grammar. */
export interface Address {
  readonly host: string
  readonly port: number
  /** Without slashes at the ends: `owner/name.git`. */
  readonly path: string
  /** As git is given it. */
  readonly url: string
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._~][A-Za-z0-9._~+-]*$/
const MAX_BYTES = 2048

/**
 * Reads `https://host[:port]/segment/…`, and nothing looser: no userinfo, query, fragment, escapes or empty segments.
 * Returns what is wrong as words that complete "… is no address to read from: it …".
 */
export function parseAddress(text: string): Address | string {
  if (Buffer.byteLength(text) > MAX_BYTES) return 'is longer than 2,048 bytes'
  if (hasControl(text) || text.includes(' ')) return 'holds a control character, a line break or a space'
  if (!/^https:\/\//i.test(text)) return 'does not begin with https://'
  const rest = text.slice('https://'.length)
  if (rest.includes('@')) return 'holds a user name or password'
  if (/[?#]/.test(rest)) return 'holds a query or a fragment'
  const slash = rest.indexOf('/')
  const [authority, tail] = slash < 0 ? [rest, ''] : [rest.slice(0, slash), rest.slice(slash + 1)]
  const [name, digits, ...more] = authority.toLowerCase().split(':')
  const host = name ?? ''
  if (more.length > 0 || !isHost(host)) return 'has no valid host name'
  const port = digits === undefined ? 443 : /^[1-9][0-9]{0,4}$/.test(digits) ? Number(digits) : 0
  if (port < 1 || port > 65_535) return 'has no valid port'
  const path = tail.endsWith('/') ? tail.slice(0, -1) : tail
  if (path === '') return 'names no repository after the host'
  for (const segment of path.split('/')) {
    if (!SEGMENT.test(segment)) return 'has a path segment with characters outside letters, digits and ._~+-'
  }
  const shown = port === 443 ? host : `${host}:${port}`
  return { host, port, path, url: `https://${shown}/${path}` }
}

/** What a browser opens for this address. */
export function webUrlOf(url: string): string {
  return url.replace(/\.git$/, '')
}

/** `owner/name`, or the whole path where groups are nested. */
export function nameOf(address: Address): string {
  return address.path.replace(/\.git$/, '')
}

/** The web page that a clone's `remote.origin.url` stands for, or null: the text is only read, never fetched. */
export function webUrlOfOrigin(origin: string): string | null {
  const ssh = /^(?:ssh:\/\/)?git@(github\.com|gitlab\.com)[:/](.+)$/.exec(origin)
  const address = parseAddress(ssh ? `https://${ssh[1]}/${ssh[2]}` : origin)
  return typeof address === 'string' ? null : webUrlOf(address.url)
}

/** Control characters belong in no address, path or name, and line breaks split git's protocols. */
export function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}

// `0x7f.1`, `2130706433` and `127.1` are addresses to a resolver: only the plain form is one here.
function isHost(host: string): boolean {
  if (host.length > 253) return false
  if (isIP(host) === 4) return true
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  return labels.every((label) => LABEL.test(label)) && !/^(?:[0-9]+|0x[0-9a-f]*)$/.test(last)
}
