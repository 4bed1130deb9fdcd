/** One empty array for all: most rows of a form have nothing in them. */
export const nothing: readonly never[] = []

/** An array of exactly `length` places, to be filled; one that grows as it is filled keeps room for a dozen more. */
export function row<T>(length: number): T[] {
  return length === 0 ? [] : new Array<T>(length)
}
