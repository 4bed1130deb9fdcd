/** What a byte means where a token starts. */
export const Char = { other: 0, space: 1, lower: 2, upper: 3, digit: 4, high: 5 } as const

const classes = new Uint8Array(256)
const nameBytes = new Uint8Array(256)
classes.fill(Char.space, 0, 33)
classes.fill(Char.digit, 48, 58)
classes.fill(Char.upper, 65, 91)
classes.fill(Char.lower, 97, 123)
classes[95] = Char.upper
classes.fill(Char.high, 128)
for (let byte = 0; byte < 256; byte++) {
  const kind = classes[byte]
  const named = kind === Char.lower || kind === Char.upper || kind === Char.digit || kind === Char.high
  nameBytes[byte] = named || byte === 64 ? 1 : 0
}

/** Class of a byte. A zero is white space, also those that stand behind the text. */
export function classOf(byte: number): number {
  return classes[byte] as number
}

/** Whether the byte may stand inside an atom or variable: letters, digits, `_`, `@` and bytes beyond ASCII. */
export function continuesName(byte: number): boolean {
  return nameBytes[byte] === 1
}

/** Bytes of the UTF-8 character at `at`: 1 for ASCII and for whatever is not UTF-8. */
export function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next] as number
    if (!(byte >= 0x80 && byte < 0xc0)) return 1
  }
  return length
}

/**
 * Class of a character beyond ASCII where a token starts. Names may hold the letters of Latin-1 only,
 * written in UTF-8 or, in files of the old encoding, as one byte.
 */
export function classOfHigh(bytes: Uint8Array, at: number): number {
  const length = characterLength(bytes, at)
  const lead = bytes[at] as number
  if (length > 2) return Char.other
  const point = length === 1 ? lead : ((lead & 31) << 6) | ((bytes[at + 1] as number) & 63)
  if (point <= 0xa0) return Char.space
  if (point < 0xc0 || point === 0xd7 || point === 0xf7 || point > 0xff) return Char.other
  return point < 0xdf ? Char.upper : Char.lower
}
