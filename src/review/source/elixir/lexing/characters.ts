/** Classes of bytes. Bytes of 128 and more belong to UTF-8 sequences, which Elixir allows in names. */
export const Class = {
  other: 0,
  space: 1,
  lineBreak: 2,
  lower: 3,
  upper: 4,
  digit: 5,
} as const

const classes = new Uint8Array(256)
for (const code of [9, 12, 13, 32]) classes[code] = Class.space
classes[10] = Class.lineBreak
for (let code = 97; code <= 122; code++) classes[code] = Class.lower
for (let code = 128; code <= 255; code++) classes[code] = Class.lower
classes[95] = Class.lower
for (let code = 65; code <= 90; code++) classes[code] = Class.upper
for (let code = 48; code <= 57; code++) classes[code] = Class.digit

/** The class of the byte at `at`; `other` past the end. */
export function classAt(text: string, at: number): number {
  return classes[text.charCodeAt(at)] ?? Class.other
}

export function isNamePart(text: string, at: number): boolean {
  return classAt(text, at) >= Class.lower
}

/** Space, tab or line break: what must follow the colon of a key. */
export function isBlank(text: string, at: number): boolean {
  const kind = classAt(text, at)
  return kind === Class.space || kind === Class.lineBreak
}

/** The first offset from `at` on that is neither space nor tab. */
export function skipSpaces(text: string, at: number): number {
  let position = at
  while (classAt(text, position) === Class.space) position++
  return position
}

/** Just past the name that starts at `at`. */
export function skipName(text: string, at: number): number {
  let position = at
  while (isNamePart(text, position)) position++
  return position
}
