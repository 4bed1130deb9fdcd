/** What a byte means where a token starts. */
export const Char = { other: 0, space: 1, lower: 2, upper: 3, digit: 4, bracket: 5, high: 6 } as const

const classes = new Uint8Array(256)
const nameBytes = new Uint8Array(256)
classes.fill(Char.space, 0, 33)
classes.fill(Char.digit, 48, 58)
classes.fill(Char.upper, 65, 91)
classes.fill(Char.lower, 97, 123)
classes[95] = Char.upper
classes.fill(Char.high, 128)
for (const byte of '()[]{},;') classes[byte.charCodeAt(0)] = Char.bracket
for (let byte = 0; byte < 256; byte++) {
  const kind = classes[byte]
  const named = kind === Char.lower || kind === Char.upper || kind === Char.digit || kind === Char.high
  nameBytes[byte] = named || byte === 64 ? 1 : 0
}

/** Class of a byte; past the end of the text (NaN) it is `other`. */
export function classOf(byte: number): number {
  return byte < 256 ? (classes[byte] as number) : Char.other
}

/** Whether the byte may stand inside an atom or variable: letters, digits, `_`, `@` and bytes beyond ASCII. */
export function continuesName(byte: number): boolean {
  return byte < 256 && nameBytes[byte] === 1
}

/** Bytes of the UTF-8 character at `at`: 1 for ASCII and for whatever is not UTF-8. */
export function characterLength(text: string, at: number): number {
  const lead = text.charCodeAt(at)
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1
  for (let next = 1; next < length; next++) {
    const byte = text.charCodeAt(at + next)
    if (!(byte >= 0x80 && byte < 0xc0)) return 1
  }
  return length
}

/**
 * Class of a character beyond ASCII where a token starts. Names may hold the letters of Latin-1 only,
 * written in UTF-8 or, in files of the old encoding, as one byte.
 */
export function classOfHigh(text: string, at: number): number {
  const length = characterLength(text, at)
  const lead = text.charCodeAt(at)
  if (length > 2) return Char.other
  const point = length === 1 ? lead : ((lead & 31) << 6) | (text.charCodeAt(at + 1) & 63)
  if (point <= 0xa0) return Char.space
  if (point < 0xc0 || point === 0xd7 || point === 0xf7 || point > 0xff) return Char.other
  return point < 0xdf ? Char.upper : Char.lower
}
