/** a, b, … z, then n27, n28 …: short names for a short trace. */
export function nodeNames(n: number): string[] {
  return Array.from({ length: n }, (_, i) => (i < 26 ? String.fromCharCode(97 + i) : `n${i + 1}`))
}

/** Some nodes as a set: {a, b}; of more than six the first three and the last. */
export function group(names: readonly string[]): string {
  return names.length > 6 ? `{${names.slice(0, 3).join(', ')} … ${names.at(-1)}}` : `{${names.join(', ')}}`
}

/** Names in a sentence: a, b and c; "nobody" for none. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nobody'
  if (names.length === 1) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
