import type { Expr } from '../../../form.ts'

/** What identifies a message: an atom, or the atom at the head of a tuple, with how many elements; a struct's name. */
export interface Tag {
  readonly name: string
  /** Elements of the tuple; 0 for an atom by itself or a struct. */
  readonly size: number
}

export function tagOf(expr: Expr): Tag | null {
  switch (expr.kind) {
    case 'atom':
      return { name: expr.name, size: 0 }
    case 'tuple': {
      const [first] = expr.items
      return first?.kind === 'atom' ? { name: first.name, size: expr.items.length } : null
    }
    case 'map':
      return expr.struct ? { name: expr.struct, size: 0 } : null
    case 'match':
      return tagOf(expr.pattern) ?? tagOf(expr.value)
    default:
      return null
  }
}

/** Whether a pattern takes a message: surely, perhaps (it hangs on values), or never. */
export type Fit = 'sure' | 'perhaps' | 'never'

export function fitOf(pattern: Expr, message: Expr): Fit {
  if (pattern.kind === 'var') return 'sure'
  if (pattern.kind === 'match') return worse(fitOf(pattern.pattern, message), fitOf(pattern.value, message))
  if (message.kind === 'match') return fitOf(pattern, message.value)
  if (!isLiteral(message)) return 'perhaps'
  switch (pattern.kind) {
    case 'atom':
      return message.kind === 'atom' && message.name === pattern.name ? 'sure' : 'never'
    case 'integer':
      return message.kind === 'integer' && message.value === pattern.value ? 'sure' : 'never'
    case 'tuple': {
      if (message.kind !== 'tuple' || message.items.length !== pattern.items.length) return 'never'
      let all: Fit = 'sure'
      for (const [at, item] of pattern.items.entries())
        all = worse(all, fitOf(item, message.items[at] as Expr))
      return all
    }
    case 'map':
      if (message.kind !== 'map') return 'never'
      if (pattern.struct && message.struct && pattern.struct !== message.struct) return 'never'
      return 'perhaps'
    case 'list':
      if (message.kind !== 'list') return 'never'
      return pattern.items.length > 0 && message.items.length === 0 && !message.tail ? 'never' : 'perhaps'
    case 'text':
      if (message.kind === 'text' && message.value !== null && pattern.value !== null)
        return message.value === pattern.value ? 'sure' : 'never'
      return message.kind === 'atom' || message.kind === 'tuple' || message.kind === 'map'
        ? 'never'
        : 'perhaps'
    default:
      return 'perhaps'
  }
}

function isLiteral({ kind }: Expr): boolean {
  return ['atom', 'integer', 'float', 'tuple', 'map', 'list', 'text'].includes(kind)
}

function worse(a: Fit, b: Fit): Fit {
  if (a === 'never' || b === 'never') return 'never'
  return a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'sure'
}
