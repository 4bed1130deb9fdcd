/**
 * What earlier attempts at the same review have finished, so that it is read back and not done again. Values are
 * JSON. Whoever asks for the review keeps it; a review without one begins at the beginning.
 */
export interface Journal {
  /** What the step left; undefined where it has not finished. */
  kept(step: string): Promise<unknown>
  keep(step: string, value: unknown): Promise<void>
}
