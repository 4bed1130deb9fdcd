import type { Program } from './program.ts'

/**
 * A view of the whole program that is computed when it is first asked for, and once: who calls whom, which process
 * owns what. Rules that need none of it pay for none of it.
 */
export function facet<View>(build: (program: Program) => View): (program: Program) => View {
  const built = new WeakMap<Program, { readonly view: View }>()
  return (program) => {
    const known = built.get(program)
    if (known) return known.view
    const view = build(program)
    built.set(program, { view })
    return view
  }
}
