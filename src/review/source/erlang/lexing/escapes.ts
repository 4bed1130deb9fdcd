import { characterLength } from './characters.ts'

/** Offset behind the escape whose backslash is at `at`: `\n`, `\^A`, `\x41`, `\x{41}`, `\101`. */
export function endOfEscape(bytes: Uint8Array, at: number): number {
  const next = bytes[at + 1] as number
  if (next === 120) return endOfHex(bytes, at + 2)
  if (next === 94) return bytes[at + 2] === 10 ? at + 2 : at + 2 + characterLength(bytes, at + 2)
  if (!isOctal(next)) return at + 1 + characterLength(bytes, at + 1)
  let end = at + 2
  while (end < at + 4 && isOctal(bytes[end] as number)) end++
  return end
}

/** `at` is behind the `x`; what follows may be no hexadecimal digits, and then `\x` is all. */
function endOfHex(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 123) return isHex(bytes[at] as number) && isHex(bytes[at + 1] as number) ? at + 2 : at
  let end = at + 1
  while (isHex(bytes[end] as number)) end++
  return end > at + 1 && bytes[end] === 125 ? end + 1 : at
}

function isOctal(byte: number): boolean {
  return byte >= 48 && byte < 56
}

function isHex(byte: number): boolean {
  const letter = byte | 32
  return (byte >= 48 && byte < 58) || (letter >= 97 && letter < 103)
}
