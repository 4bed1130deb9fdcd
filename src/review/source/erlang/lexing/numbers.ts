import { Char, classOf } from './characters.ts'

const POINT = 46
const HASH = 35
const UNDERSCORE = 95

/** Offset behind the digits at `at`, with `_` between them. */
function endOfDigits(bytes: Uint8Array, at: number): number {
  let next = at
  for (;;) {
    const byte = bytes[next] as number
    if (classOf(byte) === Char.digit) next++
    else if (byte === UNDERSCORE && classOf(bytes[next + 1] as number) === Char.digit) next += 2
    else return next
  }
}

function isAlphanumeric(byte: number): boolean {
  const kind = classOf(byte)
  return kind === Char.digit || kind === Char.lower || (kind === Char.upper && byte !== UNDERSCORE)
}

function endOfExponent(bytes: Uint8Array, at: number): number {
  if (((bytes[at] as number) | 32) !== 101) return at
  const sign = bytes[at + 1] as number
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1
  return classOf(bytes[digits] as number) === Char.digit ? endOfDigits(bytes, digits) : at
}

/** The number at `at`: where it ends, and whether it is a float. With a base they are `16#ff` and `16#f.f#e2`. */
export function numberAt(bytes: Uint8Array, at: number): { end: number; isFloat: boolean } {
  const whole = endOfDigits(bytes, at)
  if ((bytes[whole] as number) === HASH && isAlphanumeric(bytes[whole + 1] as number)) {
    let next = whole + 1
    while (isAlphanumeric(bytes[next] as number) || isDigitGap(bytes, next)) next++
    if ((bytes[next] as number) !== POINT || !isAlphanumeric(bytes[next + 1] as number))
      return { end: next, isFloat: false }
    next++
    while (isAlphanumeric(bytes[next] as number) || isDigitGap(bytes, next)) next++
    const marked = (bytes[next] as number) === HASH ? endOfExponent(bytes, next + 1) : next
    return { end: marked > next + 1 ? marked : next, isFloat: true }
  }
  if ((bytes[whole] as number) === POINT && classOf(bytes[whole + 1] as number) === Char.digit) {
    return { end: endOfExponent(bytes, endOfDigits(bytes, whole + 1)), isFloat: true }
  }
  return { end: whole, isFloat: false }
}

function isDigitGap(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] as number) === UNDERSCORE && isAlphanumeric(bytes[at + 1] as number)
}
