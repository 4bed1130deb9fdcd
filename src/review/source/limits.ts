/** Bounds of one review; each that bites is named in the coverage. */
export const limits = {
  /** Bytes of one file; a larger one is generated or data, and is skipped by itself. */
  file: 4_000_000,
  /** Bytes of all files that are read, context included. */
  total: 200_000_000,
  files: 50_000,
  /** Milliseconds after which no patch is tried any more: of a posted finding, and of another one. */
  patches: { posted: 30_000, others: 10_000 },
} as const
