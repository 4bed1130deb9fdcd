/** By code units: the order of a locale is not the same in every version of Node's own data. */
export function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
