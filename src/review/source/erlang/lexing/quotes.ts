const BACKSLASH = 92
const QUOTE = 34

/** Offset behind the byte `close` that ends what starts at `at`; -1 where none does. Escaped ones do not count. */
export function endOfQuoted(text: string, at: number, close: number, escapes = true): number {
  for (let next = at; next < text.length; next++) {
    const byte = text.charCodeAt(next)
    if (byte === close) return next + 1
    if (escapes && byte === BACKSLASH) next++
  }
  return -1
}

/**
 * How many quotes open a triple-quoted string at `at`: three or more, with nothing else on the line; else 0.
 * A quote right before `at` rules it out, so that a long row of quotes is counted once.
 */
export function tripleQuotes(text: string, at: number): number {
  if (text.charCodeAt(at - 1) === QUOTE) return 0
  let next = at
  while (text.charCodeAt(next) === QUOTE) next++
  const quotes = next - at
  if (quotes < 3) return 0
  while (isBlank(text.charCodeAt(next))) next++
  return text.charCodeAt(next) === 10 ? quotes : 0
}

/** Offset behind the line of `quotes` quotes that ends the triple-quoted string opened at `at`; -1 where none does. */
export function endOfTripleQuoted(text: string, at: number, quotes: number): number {
  const closing = '"'.repeat(quotes)
  let found = text.indexOf(closing, at + quotes)
  while (found >= 0) {
    let back = found - 1
    while (isBlank(text.charCodeAt(back))) back--
    if (text.charCodeAt(back) === 10) return found + quotes
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
