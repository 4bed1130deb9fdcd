const widest = 31

/** A set of functions by name and arity; look-ups build no key. */
export class FunctionNames {
  /** One bit for each arity up to the widest; the few functions beyond it stand as `name/arity`. */
  private readonly arities = new Map<string, number>()

  add(name: string, arity: number): void {
    if (arity > widest) this.arities.set(`${name}/${arity}`, 1)
    else this.arities.set(name, (this.arities.get(name) ?? 0) | (1 << arity))
  }

  has(name: string, arity: number): boolean {
    if (arity > widest) return this.arities.has(`${name}/${arity}`)
    const bits = this.arities.get(name)
    return bits !== undefined && (bits & (1 << arity)) !== 0
  }
}
