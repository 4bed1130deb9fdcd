/** Zeros kept behind a text, so that looking ahead needs no test of bounds. */
const PADDING = 8

let buffer = Buffer.alloc(1 << 20)

/**
 * The bytes of a text that was decoded as latin1, with zeros behind them. One buffer is used again for every file:
 * what is returned holds until the next call.
 */
export function bytesOf(text: string): Uint8Array {
  if (text.length + PADDING > buffer.length) buffer = Buffer.alloc((text.length + PADDING) * 2)
  buffer.write(text, 0, 'latin1')
  buffer.fill(0, text.length, text.length + PADDING)
  return buffer
}
