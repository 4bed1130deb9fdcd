import { Refusal } from '../refusal.ts'

const MAX_BYTES = 255

/** Whether this is a whole object id, of either of git's hashes. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/**
 * Whether git would take this as the name of a branch, tag or commit, and nothing in it could be read as an option,
 * a revision expression or a second line. Rules of git-check-ref-format, and no leading dash anywhere.
 */
export function isRefName(text: string): boolean {
  if (text === '' || text === '@' || Buffer.byteLength(text) > MAX_BYTES) return false
  if (text.includes('..') || text.includes('@{')) return false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x20 || code === 0x7f || '~^:?*[\\'.includes(text.charAt(i))) return false
  }
  for (const part of text.split('/')) {
    if (part === '' || /^[.-]/.test(part) || part.endsWith('.') || part.endsWith('.lock')) return false
  }
  return true
}

/** Throws Refusal('ref') unless the text is null (HEAD) or a name that may reach git. */
export function checkRef(ref: string | null): void {
  if (ref === null || isRefName(ref)) return
  throw new Refusal(
    'ref',
    `${quoted(ref)} cannot be the name of a branch, tag or commit.`,
    'Give a name such as `main` or `v1.2.0`, or a full commit id: at most 255 bytes, no leading dash, no spaces and none of `..`, `@{`, `~^:?*[\\`.',
  )
}

/** A hostile text made fit for one line of a sentence: escapes shown, at most 80 characters. */
export function quoted(text: string): string {
  const line = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text).slice(1, -1)
  return `\`${line.replace(/\\"/g, '"').replace(/[`\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '?')}\``
}
