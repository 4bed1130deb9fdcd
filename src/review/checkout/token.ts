import { inspect } from 'node:util'
import { Refusal } from '../refusal.ts'
import { type Address, parseAddress } from './address.ts'

/** What stands wherever a token would be shown. */
const HIDDEN = '(hidden)'

/** How to sign in to one host. */
export interface Credential {
  /** Most forges take any name beside a token. */
  readonly user: string
  readonly token: string
}

// Both go into one line of an environment variable, and the name into git's prompt as it is.
const USER = /^[A-Za-z0-9._-]{1,100}$/
const TOKEN = /^[!-~]{1,4096}$/
const SETTING = 'GIT_TOKENS'
const SHAPE = 'Write it as host=token, separated by commas; host:port where the port is not 443.'

/** Tokens by host. Whatever prints it prints `(hidden)`: what it keeps is out of reach of JSON, inspection and `${…}`. */
export class Tokens {
  readonly #credentials: ReadonlyMap<string, Credential>

  /** Keys are hosts as `authorityOf` writes them. */
  constructor(credentials: ReadonlyMap<string, Credential> = new Map()) {
    this.#credentials = credentials
  }

  for(authority: string): Credential | null {
    return this.#credentials.get(authority) ?? null
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}

/** The host of an address, with its port where that is not https's own. */
export function authorityOf({ host, port }: Pick<Address, 'host' | 'port'>): string {
  return port === 443 ? host : `${host}:${port}`
}

/**
 * Reads `host=token,host=name:token`. Throws Refusal('configuration'), which counts entries and names hosts but never
 * repeats what could be a token.
 */
export function readTokens(setting: string): Tokens {
  const credentials = new Map<string, Credential>()
  for (const [index, entry] of setting.split(',').entries()) {
    if (entry.trim() === '') continue
    const at = entry.indexOf('=')
    const address = parseAddress(`https://${entry.slice(0, Math.max(at, 0)).trim()}/x`)
    if (typeof address === 'string' || address.path !== 'x') {
      throw new Refusal(
        'configuration',
        `Entry ${index + 1} of ${SETTING} does not begin with a host.`,
        SHAPE,
      )
    }
    const authority = authorityOf(address)
    if (credentials.has(authority)) {
      throw new Refusal('configuration', `${SETTING} names ${authority} twice.`, 'Give each host one token.')
    }
    const [user = '', ...rest] = entry
      .slice(at + 1)
      .trim()
      .split(':')
    const credential =
      rest.length === 0 ? { user: 'x-access-token', token: user } : { user, token: rest.join(':') }
    if (!USER.test(credential.user) || !TOKEN.test(credential.token)) {
      throw new Refusal('configuration', `The entry of ${authority} in ${SETTING} holds no token.`, SHAPE)
    }
    credentials.set(authority, credential)
  }
  return new Tokens(credentials)
}

/** The text without the token, also as it goes over the wire: a server may repeat what it was sent. */
export function masked(text: string, { user, token }: Credential): string {
  const wire = Buffer.from(`${user}:${token}`).toString('base64')
  return text.replaceAll(token, HIDDEN).replaceAll(wire, HIDDEN).replaceAll(encodeURIComponent(token), HIDDEN)
}
