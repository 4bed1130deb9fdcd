const utf8 = new TextDecoder('utf-8', { fatal: true })
const beyondAscii = /[\x80-\xff]/

/** What the bytes of `raw` (decoded as latin1) say: UTF-8, or Latin-1 as they stand where they are not UTF-8. */
export function readable(raw: string): string {
  if (!beyondAscii.test(raw)) return raw
  try {
    return utf8.decode(Buffer.from(raw, 'latin1'))
  } catch {
    return raw
  }
}

const named: Record<string, string> = {
  b: '\b',
  d: '\x7f',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
}
const escapes = /\\(?:x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|\^([\s\S])|([0-7]{1,3})|([\s\S]))/gu

/** Resolves the escapes of a string, quoted atom or character. */
export function unescaped(content: string): string {
  if (!content.includes('\\')) return content
  return content.replace(escapes, (_, wide, hex, control, octal, other) => {
    if (wide ?? hex) return codePoint(Number.parseInt(wide ?? hex, 16))
    if (control) return codePoint(control.charCodeAt(0) & 31)
    if (octal) return codePoint(Number.parseInt(octal, 8))
    return named[other] ?? other
  })
}

function codePoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
}

/** Value of `1_000`, `16#ff`, `36#z`; NaN where a double does not hold it exactly. */
export function integerValue(written: string): number {
  let decimal = 0
  for (let index = 0; index < written.length; index++) {
    const digit = written.charCodeAt(index) - 48
    if (digit < 0 || digit > 9 || index > 14) return unusualInteger(written)
    decimal = decimal * 10 + digit
  }
  return decimal
}

function unusualInteger(written: string): number {
  const digits = written.replaceAll('_', '')
  const hash = digits.indexOf('#')
  const base = hash < 0 ? 10 : Number(digits.slice(0, hash))
  let value = 0
  for (const digit of digits.slice(hash + 1)) {
    value = value * base + Number.parseInt(digit, 36)
    if (!(value <= Number.MAX_SAFE_INTEGER)) return Number.NaN
  }
  return value
}

/** Value of `1.5e-3`, and of `16#f.8#e2` (15.5 * 16^2); the exponent is decimal in both. */
export function floatValue(written: string): number {
  const digits = written.replaceAll('_', '')
  const hash = digits.indexOf('#')
  if (hash < 0) return Number(digits)
  const base = Number(digits.slice(0, hash))
  const [mantissa = '', exponent = 'e0'] = digits.slice(hash + 1).split('#')
  const point = mantissa.indexOf('.')
  let value = 0
  for (const digit of mantissa) if (digit !== '.') value = value * base + Number.parseInt(digit, 36)
  return value * base ** (Number(exponent.slice(1)) - (mantissa.length - point - 1))
}

/** Code point of `$a`, `$\n`, `$\x{41}`; NaN for a `$` at the end of the file. */
export function characterValue(written: string): number {
  return unescaped(readable(written.slice(1))).codePointAt(0) ?? Number.NaN
}

/** Contents of a string or sigil token as written, delimiters and all. */
export function stringValue(written: string): string {
  const opener = written.search(/[^~\w@\x80-\xff]/)
  const sigil = written.slice(0, opener)
  const quotes = /^"*/.exec(written.slice(opener))?.[0].length ?? 0
  if (quotes >= 3) {
    const lines = tripleQuotedLines(readable(written.slice(opener)))
    return sigil === '~s' || sigil === '~b' ? unescaped(lines) : lines
  }
  const content = readable(written.slice(opener + 1, -1))
  return sigil === '~S' || sigil === '~B' ? content : unescaped(content)
}

/** The lines between the quotes, without the indentation of the closing line. */
function tripleQuotedLines(written: string): string {
  const lines = written.split('\n').slice(1)
  const indent = (lines.pop() ?? '').search(/[^ \t]/)
  return lines.map((line) => line.slice(Math.min(indent, line.search(/[^ \t]|$/)))).join('\n')
}
