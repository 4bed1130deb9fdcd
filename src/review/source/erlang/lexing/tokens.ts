import { Token } from './token-kinds.ts'

/**
 * The tokens of one form, in typed arrays that are used again for the next. Kind `nothing` stands after the last
 * one, so looking ahead needs no test of bounds.
 */
export class Tokens {
  count = 0
  private kinds = new Uint8Array(1024)
  private starts = new Int32Array(1024)
  private ends = new Int32Array(1024)
  private partners = new Int32Array(1024)
  private open: number[] = []

  clear(): void {
    this.count = 0
    this.open = []
    this.kinds[0] = Token.nothing
  }

  push(kind: number, start: number, end: number): void {
    const index = this.count++
    if (index + 2 > this.kinds.length) this.grow()
    this.kinds[index] = kind
    this.starts[index] = start
    this.ends[index] = end
    this.partners[index] = 0
    this.kinds[index + 1] = Token.nothing
    this.starts[index + 1] = end
    this.ends[index + 1] = end
    if (kind >= Token.openParen && kind <= Token.closeBinary) this.pair(index, kind)
  }

  kindAt(index: number): number {
    return this.kinds[index] as number
  }

  /** Byte offset of the token's first byte. */
  startAt(index: number): number {
    return this.starts[index] as number
  }

  /** Byte offset behind the token's last byte. */
  endAt(index: number): number {
    return this.ends[index] as number
  }

  /** Index of the bracket that closes the one at `index`; 0 where nothing does. */
  partnerOf(index: number): number {
    return this.partners[index] as number
  }

  private pair(index: number, kind: number): void {
    if (kind % 2 === 0) {
      this.open.push(index)
      return
    }
    const opener = this.open.at(-1)
    if (opener === undefined || this.kinds[opener] !== kind - 1) return
    this.open.pop()
    this.partners[opener] = index
  }

  private grow(): void {
    const wider = (from: Int32Array<ArrayBuffer>) => {
      const to = new Int32Array(from.length * 2)
      to.set(from)
      return to
    }
    const kinds = new Uint8Array(this.kinds.length * 2)
    kinds.set(this.kinds)
    this.kinds = kinds
    this.starts = wider(this.starts)
    this.ends = wider(this.ends)
    this.partners = wider(this.partners)
  }
}
