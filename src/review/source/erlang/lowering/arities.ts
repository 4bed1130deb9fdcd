/** Something for each function, by name and then arity: no key is put together from the two when one is looked up. */
export type Arities<T> = Map<string, T[]>

/** The first to say something of a function counts. */
export function addArity<T>(arities: Arities<T>, name: string, arity: number, value: T): void {
  const known = arities.get(name)
  if (known) known[arity] ??= value
  else {
    const first: T[] = []
    first[arity] = value
    arities.set(name, first)
  }
}
