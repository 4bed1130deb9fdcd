import { Char, classOf } from './characters.ts'

const POINT = 46
const HASH = 35
const UNDERSCORE = 95

/** Offset behind the digits at `at`, with `_` between them. */
function endOfDigits(text: string, at: number): number {
  let next = at
  for (;;) {
    const byte = text.charCodeAt(next)
    if (classOf(byte) === Char.digit) next++
    else if (byte === UNDERSCORE && classOf(text.charCodeAt(next + 1)) === Char.digit) next += 2
    else return next
  }
}

function isAlphanumeric(byte: number): boolean {
  const kind = classOf(byte)
  return kind === Char.digit || kind === Char.lower || (kind === Char.upper && byte !== UNDERSCORE)
}

function endOfExponent(text: string, at: number): number {
  if ((text.charCodeAt(at) | 32) !== 101) return at
  const sign = text.charCodeAt(at + 1)
  const digits = sign === 43 || sign === 45 ? at + 2 : at + 1
  return classOf(text.charCodeAt(digits)) === Char.digit ? endOfDigits(text, digits) : at
}

/** The number at `at`: where it ends, and whether it is a float. Based integers are `16#ff`. */
export function numberAt(text: string, at: number): { end: number; isFloat: boolean } {
  const whole = endOfDigits(text, at)
  if (text.charCodeAt(whole) === HASH && isAlphanumeric(text.charCodeAt(whole + 1))) {
    let next = whole + 1
    while (isAlphanumeric(text.charCodeAt(next)) || isDigitGap(text, next)) next++
    return { end: next, isFloat: false }
  }
  if (text.charCodeAt(whole) === POINT && classOf(text.charCodeAt(whole + 1)) === Char.digit) {
    return { end: endOfExponent(text, endOfDigits(text, whole + 1)), isFloat: true }
  }
  return { end: whole, isFloat: false }
}

function isDigitGap(text: string, at: number): boolean {
  return text.charCodeAt(at) === UNDERSCORE && isAlphanumeric(text.charCodeAt(at + 1))
}
