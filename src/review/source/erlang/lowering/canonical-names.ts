import { canonical } from '../../canonical.ts'

/** Names that are remembered; far more than one repository calls. */
const MOST = 50_000

type Name = readonly [module: string, name: string]

/** By module, then name, then arity. */
const remembered = new Map<string, Map<string, Name[]>>()
let count = 0

/** canonical(), remembered: the same few functions are called over and over, and their key is costly to put together. */
export function known(module: string, name: string, arity: number): Name {
  let names = remembered.get(module)
  if (!names) {
    names = new Map()
    remembered.set(module, names)
  }
  let arities = names.get(name)
  if (!arities) {
    arities = []
    names.set(name, arities)
  }
  const found = arities[arity] ?? remember(module, name, arity)
  arities[arity] = found
  return found
}

function remember(module: string, name: string, arity: number): Name {
  if (++count > MOST) {
    remembered.clear()
    count = 0
  }
  return canonical(module, name, arity)
}
