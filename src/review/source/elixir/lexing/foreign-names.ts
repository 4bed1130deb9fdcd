import { Class, classes } from './characters.ts'

const startLetter = /\p{ID_Start}/u
const letter = /\p{ID_Continue}/u

/** The end of the letter of several bytes at `at` that may start a name, or 0 where there is none. */
export function letterEnd(bytes: Buffer, at: number): number {
  return matchEnd(bytes, at, startLetter)
}

/** The end of the name at `at`, some letters of which have several bytes; its start was looked at. */
export function nameEnd(bytes: Buffer, at: number): number {
  let end = at
  for (;;) {
    if ((bytes[end] as number) < 128) {
      if ((classes[bytes[end] as number] as number) < Class.digit) return end
      end++
    } else {
      const next = matchEnd(bytes, end, letter)
      if (next === 0) return end
      end = next
    }
  }
}

/** The end of the UTF-8 sequence at `at` if it is a character that `pattern` matches, else 0. */
function matchEnd(bytes: Buffer, at: number, pattern: RegExp): number {
  const first = bytes[at] as number
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0
  if (length === 0) return 0
  let codePoint = first & (0x7f >> length)
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] as number
    if ((byte & 0xc0) !== 0x80) return 0
    codePoint = (codePoint << 6) | (byte & 0x3f)
  }
  if (codePoint > 0x10ffff) return 0
  return pattern.test(String.fromCodePoint(codePoint)) ? at + length : 0
}
