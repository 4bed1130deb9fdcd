import { Token } from './token-kinds.ts'

/**
 * The tokens of one form, in typed arrays that are used again for the next form and the next file. Kind `nothing`
 * stands after the last one, so looking ahead needs no test of bounds.
 */
export class Tokens {
  count = 0
  kinds = new Uint8Array(1024)
  /** Byte offset of each token's first byte. */
  starts = new Int32Array(1024)
  /** Byte offset behind each token's last byte. */
  ends = new Int32Array(1024)
  /** Number of a name or number among the symbols; of what is in quotes -1 where it is not written as it reads, else 0. */
  symbols = new Int32Array(1024)
  private partners = new Int32Array(1024)
  private open = new Int32Array(256)
  private opened = 0

  clear(): void {
    this.count = 0
    this.opened = 0
    this.kinds[0] = Token.nothing
  }

  push(kind: number, start: number, end: number, symbol: number): void {
    const index = this.count++
    if (index + 2 > this.kinds.length) this.grow()
    this.kinds[index] = kind
    this.starts[index] = start
    this.ends[index] = end
    this.symbols[index] = symbol
    this.partners[index] = 0
    if (kind >= Token.openParen && kind <= Token.closeBinary) this.pair(index, kind)
  }

  /** Ends the form: what is looked at behind its last token stands at that token's end. */
  close(): void {
    const index = this.count
    const end = index === 0 ? 0 : (this.ends[index - 1] as number)
    this.kinds[index] = Token.nothing
    this.starts[index] = end
    this.ends[index] = end
    this.partners[index] = 0
  }

  kindAt(index: number): number {
    return this.kinds[index] as number
  }

  startAt(index: number): number {
    return this.starts[index] as number
  }

  endAt(index: number): number {
    return this.ends[index] as number
  }

  /** Index of the bracket that closes the one at `index`; 0 where nothing does. */
  partnerOf(index: number): number {
    return this.partners[index] as number
  }

  private pair(index: number, kind: number): void {
    if (kind % 2 === 0) {
      if (this.opened === this.open.length) this.open = wider(this.open)
      this.open[this.opened++] = index
      return
    }
    if (this.opened === 0) return
    const opener = this.open[this.opened - 1] as number
    if (this.kinds[opener] !== kind - 1) return
    this.opened--
    this.partners[opener] = index
  }

  private grow(): void {
    const kinds = new Uint8Array(this.kinds.length * 2)
    kinds.set(this.kinds)
    this.kinds = kinds
    this.starts = wider(this.starts)
    this.ends = wider(this.ends)
    this.symbols = wider(this.symbols)
    this.partners = wider(this.partners)
  }
}

function wider(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2)
  to.set(from)
  return to
}
