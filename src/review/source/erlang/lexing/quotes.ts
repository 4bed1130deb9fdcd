const BACKSLASH = 92
const QUOTE = 34
const NEWLINE = 10

/**
 * Offset behind the byte `close` that ends what starts at `at`; -1 where none does before `limit`. Escaped ones do
 * not count. Whether it holds a backslash or a byte beyond ASCII is in endsPlain() afterwards.
 */
export function endOfQuoted(
  bytes: Uint8Array,
  at: number,
  limit: number,
  close: number,
  escapes: boolean,
): number {
  let seen = 0
  for (let next = at; next < limit; next++) {
    const byte = bytes[next] as number
    if (byte === close) {
      plain = seen < 128
      return next + 1
    }
    seen |= byte
    if (byte === BACKSLASH) {
      seen |= 128
      if (escapes) next++
    }
  }
  return -1
}

let plain = true

/** Whether what endOfQuoted() found last is written as it reads. */
export function endsPlain(): boolean {
  return plain
}

/**
 * How many quotes open a triple-quoted string at `at`: three or more, with nothing else on the line; else 0.
 * A quote right before `at` rules it out, so that a long row of quotes is counted once.
 */
export function tripleQuotes(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== QUOTE || bytes[at + 2] !== QUOTE || bytes[at - 1] === QUOTE) return 0
  let next = at
  while (bytes[next] === QUOTE) next++
  const quotes = next - at
  while (isBlank(bytes[next] as number)) next++
  return bytes[next] === NEWLINE ? quotes : 0
}

/** Offset behind the line of `quotes` quotes that ends the triple-quoted string opened at `at`; -1 where none does. */
export function endOfTripleQuoted(text: string, at: number, quotes: number): number {
  const closing = '"'.repeat(quotes)
  let found = text.indexOf(closing, at + quotes)
  while (found >= 0) {
    let back = found - 1
    while (isBlank(text.charCodeAt(back))) back--
    if (text.charCodeAt(back) === NEWLINE) return found + quotes
    found = text.indexOf(closing, found + quotes)
  }
  return -1
}

const closers = new Map(
  [...'()[]{}<>//||\'\'""``##'].flatMap((mark, index, marks) =>
    index % 2 === 0 ? [[mark.charCodeAt(0), marks[index + 1]?.charCodeAt(0) ?? 0] as const] : [],
  ),
)

/** The byte that ends a sigil opened by `open`; undefined where `open` opens none. */
export function closerOf(open: number): number | undefined {
  return closers.get(open)
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13
}
