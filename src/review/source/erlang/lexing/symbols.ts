import { readable } from '../literals.ts'
import { keywords } from './token-kinds.ts'

/** Most names that are kept from one file to the next. */
const MOST = 60_000
const FIRST_SLOTS = 1 << 15

/**
 * Names and numbers, each with one string for all places where it stands: no substring is cut twice, and none keeps a
 * file's text alive. Found by a hash of the bytes as written (hashed()); symbol 0 is nothing, the keywords come next.
 */
export class Symbols {
  readonly names: string[] = []
  private slots = new Int32Array(FIRST_SLOTS)
  private hashes = new Int32Array(1 << 14)
  /** Where each symbol's bytes start in the pool; they end where the next one's start. */
  private offsets = new Int32Array(1 << 14)
  private pool = new Uint8Array(1 << 18)

  constructor() {
    this.reset()
  }

  /** Forgets what the files before have left, where it is too much. */
  prune(): void {
    if (this.names.length > MOST) this.reset()
  }

  private reset(): void {
    this.slots.fill(0)
    this.names.length = 0
    this.names.push('')
    this.offsets[1] = 0
    for (const word of keywords.keys()) {
      const bytes = Buffer.from(word, 'latin1')
      let hash = 0
      for (const byte of bytes) hash = hashed(hash, byte)
      this.of(bytes, 0, bytes.length, hash)
    }
  }

  /** The number of the name in `bytes` from `start` up to `end`, whose hash is given. */
  of(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1
    let slot = mixed(hash) & mask
    for (;;) {
      const symbol = this.slots[slot] as number
      if (symbol === 0) return this.add(bytes, start, end, hash, slot)
      if (this.hashes[symbol] === hash && this.equals(symbol, bytes, start, end)) return symbol
      slot = (slot + 1) & mask
    }
  }

  private equals(symbol: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { pool } = this
    let at = this.offsets[symbol] as number
    if ((this.offsets[symbol + 1] as number) - at !== end - start) return false
    for (let next = start; next < end; next++, at++) if (pool[at] !== bytes[next]) return false
    return true
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const symbol = this.names.length
    const offset = this.offsets[symbol] as number
    if (symbol + 2 > this.hashes.length) this.widen()
    while (offset + end - start > this.pool.length) this.pool = widened(this.pool)
    this.pool.set(bytes.subarray(start, end), offset)
    this.offsets[symbol + 1] = offset + end - start
    this.hashes[symbol] = hash
    this.names.push(
      readable(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')),
    )
    this.slots[slot] = symbol
    if (symbol * 2 > this.slots.length) this.rehash()
    return symbol
  }

  private widen(): void {
    const hashes = new Int32Array(this.hashes.length * 2)
    hashes.set(this.hashes)
    this.hashes = hashes
    const offsets = new Int32Array(this.offsets.length * 2)
    offsets.set(this.offsets)
    this.offsets = offsets
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    const mask = this.slots.length - 1
    for (let symbol = 1; symbol < this.names.length; symbol++) {
      let slot = mixed(this.hashes[symbol] as number) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = symbol
    }
  }
}

/** The hash of a name with one more byte. */
export function hashed(hash: number, byte: number): number {
  return (Math.imul(hash, 31) + byte) | 0
}

/** Spreads a hash over its low bits. */
function mixed(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> 15) ^ hash
}

function widened(from: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(from.length * 2)
  to.set(from)
  return to
}
