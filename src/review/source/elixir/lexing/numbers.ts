import { Class, classes } from './characters.ts'

const { digit } = Class
const underscore = 95

/** The end of the number at `at`; that of a float is negative. */
export function numberEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 48) {
    const end = basedEnd(bytes, at + 2, bytes[at + 1] as number)
    if (end > at + 2) return end
  }
  const whole = skipDigits(bytes, at)
  if (bytes[whole] !== 46 || !isDigit(bytes, whole + 1)) return whole
  const end = skipDigits(bytes, whole + 1)
  if (((bytes[end] as number) | 32) !== 101) return -end
  const sign = bytes[end + 1]
  const exponent = sign === 43 || sign === 45 ? end + 2 : end + 1
  return isDigit(bytes, exponent) ? -skipDigits(bytes, exponent) : -end
}

/** The end of the digits from `at` on, with single underscores between them. */
function skipDigits(bytes: Uint8Array, at: number): number {
  let end = at
  while (isDigit(bytes, end) || (bytes[end] === underscore && isDigit(bytes, end + 1))) end++
  return end
}

function isDigit(bytes: Uint8Array, at: number): boolean {
  return classes[bytes[at] as number] === digit
}

/** The end of the digits of the base that the letter `x`, `o` or `b` names; `at` for other letters. */
function basedEnd(bytes: Uint8Array, at: number, base: number): number {
  let end = at
  while (
    isDigitOf(base, bytes[end] as number) ||
    (end > at && bytes[end] === underscore && isDigitOf(base, bytes[end + 1] as number))
  )
    end++
  return end
}

function isDigitOf(base: number, byte: number): boolean {
  if (base === 98) return byte === 48 || byte === 49
  if (base === 111) return byte >= 48 && byte <= 55
  if (base !== 120) return false
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)
}
