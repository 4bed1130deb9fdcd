import type { Answer, DimensionKey } from '../profile.ts'

/** One answer that the words state. */
export interface Said {
  readonly key: DimensionKey
  readonly value: Answer
  /** The words, as they were written. */
  readonly quote: string
  /** Offset of the quote in what was written, characters. */
  readonly at: number
}
