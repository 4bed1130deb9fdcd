import { Class, classAt } from './characters.ts'
import { Token } from './tokens.ts'

const hexadecimal = /[0-9a-fA-F_]+/y
const octal = /[0-7_]+/y
const binary = /[01_]+/y
const exponent = /[eE][+-]?[0-9_]+/y

/** Just past what `pattern` matches at `at`, or `at`. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

function skipDigits(text: string, at: number): number {
  let position = at
  while (classAt(text, position) === Class.digit || isDigitSeparator(text, position)) position++
  return position
}

function isDigitSeparator(text: string, at: number): boolean {
  return text.charCodeAt(at) === 95 && classAt(text, at + 1) === Class.digit
}

/** Kind and end of the number that starts at `at`. */
export function numberAt(text: string, at: number): readonly [kind: number, end: number] {
  if (text.charCodeAt(at) === 48) {
    const base = text.charAt(at + 1)
    const digits = base === 'x' ? hexadecimal : base === 'o' ? octal : base === 'b' ? binary : null
    const end = digits ? skip(digits, text, at + 2) : at
    if (end > at + 2) return [Token.integer, end]
  }
  const whole = skipDigits(text, at)
  if (text.charCodeAt(whole) !== 46 || classAt(text, whole + 1) !== Class.digit) return [Token.integer, whole]
  const fraction = skipDigits(text, whole + 1)
  return [Token.float, skip(exponent, text, fraction)]
}
