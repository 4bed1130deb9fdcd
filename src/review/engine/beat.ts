import { rules } from '../rules/index.ts'
import type { Pulse } from './local.ts'

/** What a thread works on, in memory that another one can read while the first is busy: a file, a rule or nothing. */
export class Beat implements Pulse {
  readonly #cells: Int32Array

  constructor(memory: SharedArrayBuffer) {
    this.#cells = new Int32Array(memory)
  }

  static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  }

  file(nth: number): void {
    Atomics.store(this.#cells, 0, nth)
  }

  rule(id: string): void {
    Atomics.store(this.#cells, 0, -1 - rules.findIndex((rule) => rule.id === id))
  }

  idle(): void {
    Atomics.store(this.#cells, 0, 0)
  }

  /** Positive: the n-th file that was given; a string: a rule; 0: neither. */
  read(): number | string {
    const cell = Atomics.load(this.#cells, 0)
    return cell < 0 ? (rules[-1 - cell]?.id ?? 0) : cell
  }
}
