/** What a table of names holds before it is emptied, so that a process that reads for days does not grow. */
const mostNames = 1 << 18
/** Numbers in a slot: the hash, the name's number plus one (0: free), where its bytes start and how many they are. */
const slotSize = 4

/**
 * Names by number: the same letters are always the same string, which is made once. Numbers are good until the table
 * is emptied, which happens between files. Found by hash, with open addressing.
 */
export class Names {
  /** The names by number. */
  texts: string[] = []
  private readonly reserved: readonly string[]
  private slots = new Int32Array(slotSize << 5)
  /** The bytes of all names. */
  private pool = Buffer.alloc(1 << 6)
  private poolEnd = 0

  /** `reserved` are the names that keep the first numbers, in order. */
  constructor(reserved: readonly string[]) {
    this.reserved = reserved
    this.clear()
  }

  /** Empties the table if it has grown too large. */
  tidy(): void {
    if (this.texts.length > mostNames) this.clear()
  }

  /** The number of the name from `start` to `end`; `hash` folds its bytes as `internRange` does. */
  intern(bytes: Buffer, start: number, end: number, hash: number): number {
    const { slots, pool } = this
    const mask = slots.length - slotSize
    const length = end - start
    let slot = slotOf(hash, mask)
    for (;;) {
      const id = slots[slot + 1] as number
      if (id === 0) return this.add(bytes, start, end, hash, slot)
      if (slots[slot] === hash && slots[slot + 3] === length) {
        const offset = slots[slot + 2] as number
        let i = 0
        while (i < length && pool[offset + i] === bytes[start + i]) i++
        if (i === length) return id - 1
      }
      slot = (slot + slotSize) & mask
    }
  }

  /** The number of the name from `start` to `end`, where its hash is not at hand. */
  internRange(bytes: Buffer, start: number, end: number): number {
    let hash = 0
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0
    return this.intern(bytes, start, end, hash)
  }

  private clear(): void {
    this.texts = []
    this.poolEnd = 0
    this.slots.fill(0)
    for (const name of this.reserved) {
      const bytes = Buffer.from(name, 'latin1')
      this.internRange(bytes, 0, bytes.length)
    }
  }

  private add(bytes: Buffer, start: number, end: number, hash: number, slot: number): number {
    const { slots, poolEnd } = this
    const length = end - start
    if (poolEnd + length > this.pool.length) {
      const pool = Buffer.alloc(Math.max(this.pool.length * 2, poolEnd + length))
      pool.set(this.pool)
      this.pool = pool
    }
    bytes.copy(this.pool, poolEnd, start, end)
    this.poolEnd = poolEnd + length
    // Cut from the bytes, not from the text: a slice of the text would keep all of it in memory.
    const id = this.texts.push(bytes.toString('latin1', start, end))
    slots[slot] = hash
    slots[slot + 1] = id
    slots[slot + 2] = poolEnd
    slots[slot + 3] = length
    if (id * slotSize * 2 > slots.length) this.grow()
    return id - 1
  }

  private grow(): void {
    const { slots } = this
    const grown = new Int32Array(slots.length * 2)
    const mask = grown.length - slotSize
    for (let from = 0; from < slots.length; from += slotSize) {
      if (slots[from + 1] === 0) continue
      let slot = slotOf(slots[from] as number, mask)
      while (grown[slot + 1] !== 0) slot = (slot + slotSize) & mask
      grown.set(slots.subarray(from, from + slotSize), slot)
    }
    this.slots = grown
  }
}

/** Where a name of this hash is looked for first; `mask` keeps it in the table. */
function slotOf(hash: number, mask: number): number {
  return ((hash ^ (hash >>> 15)) << 2) & mask
}
