/** Classes of bytes, by what a token that starts with the byte is. */
export const Class = {
  /** Part of a symbol, or nothing at all. */
  other: 0,
  space: 1,
  lineBreak: 2,
  /** A bracket or comma, a token by itself. */
  single: 3,
  brace: 4,
  quote: 5,
  comment: 6,
  digit: 7,
  upper: 8,
  lower: 9,
  /** Part of a UTF-8 sequence, which may be a letter. */
  foreign: 10,
} as const

/** The class of each byte. */
export const classes = new Uint8Array(256)
for (const code of [9, 13, 32]) classes[code] = Class.space
classes[10] = Class.lineBreak
for (const letter of '()[],') classes[letter.charCodeAt(0)] = Class.single
for (const letter of '{}') classes[letter.charCodeAt(0)] = Class.brace
for (const letter of '\'"') classes[letter.charCodeAt(0)] = Class.quote
classes[35] = Class.comment
for (let code = 48; code <= 57; code++) classes[code] = Class.digit
for (let code = 65; code <= 90; code++) classes[code] = Class.upper
for (let code = 97; code <= 122; code++) classes[code] = Class.lower
classes[95] = Class.lower
for (let code = 128; code <= 255; code++) classes[code] = Class.foreign

/** The class of the byte at `at`; `other` past the end. */
export function classAt(text: string, at: number): number {
  return classes[text.charCodeAt(at)] ?? Class.other
}

/** True for letters, digits, `_` and the bytes of UTF-8 sequences. */
export function isNamePart(text: string, at: number): boolean {
  return classAt(text, at) >= Class.digit
}

/** Just past the name that starts at `at`. */
export function skipName(text: string, at: number): number {
  let position = at
  while (isNamePart(text, position)) position++
  return position
}

/** Space, tab or line break: what must follow the colon of a key. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 9 || byte === 13
}
