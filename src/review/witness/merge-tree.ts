/**
 * A merge of two replica states, as far as it was read in the code; `left` is the first argument ("local wins"),
 * `right` the second ("remote wins"). `map`: key by key; `each` merges values that both have, null: the right one
 * is kept (`Map.merge/2`, `maps:merge/2`). `last-writer`: the larger timestamp, and `tie` where they are equal.
 * `fields`: a struct, each field by its own merge.
 */
export type Merge =
  | { readonly op: 'max' | 'min' | 'sum' | 'left' | 'right' }
  | { readonly op: 'and' | 'or' }
  | { readonly op: 'union' | 'intersection' }
  | { readonly op: 'append' }
  | { readonly op: 'last-writer'; readonly tie: 'left' | 'right' | 'larger-value' }
  | { readonly op: 'map'; readonly each: Merge | null }
  | { readonly op: 'fields'; readonly of: Readonly<Record<string, Merge>> }

interface Stamped {
  readonly time: number
  readonly value: number
}

/** Sets and lists are arrays (a set in order, without doubles), maps and structs are records. */
export type MergeState =
  | number
  | boolean
  | readonly string[]
  | { readonly time: number; readonly value: number }
  | { readonly [key: string]: MergeState }

/** Applies a merge to two states of its own shape, as {@link smallStates} makes them. */
export function merged(merge: Merge, left: MergeState, right: MergeState): MergeState {
  switch (merge.op) {
    case 'max':
      return Math.max(Number(left), Number(right))
    case 'min':
      return Math.min(Number(left), Number(right))
    case 'sum':
      return Number(left) + Number(right)
    case 'left':
      return left
    case 'right':
      return right
    case 'and':
      return left === true && right === true
    case 'or':
      return left === true || right === true
    case 'union':
      return [...new Set([...items(left), ...items(right)])].sort()
    case 'intersection':
      return items(left).filter((item) => items(right).includes(item))
    case 'append':
      return [...items(left), ...items(right)]
    case 'last-writer':
      return lastWriter(left as Stamped, right as Stamped, merge.tie)
    default:
      return byKey(merge, fieldsOf(left), fieldsOf(right))
  }
}

function lastWriter(left: Stamped, right: Stamped, tie: 'left' | 'right' | 'larger-value'): Stamped {
  if (left.time !== right.time) return left.time > right.time ? left : right
  if (tie === 'larger-value') return left.value >= right.value ? left : right
  return tie === 'left' ? left : right
}

function byKey(
  merge: Extract<Merge, { op: 'map' | 'fields' }>,
  left: Readonly<Record<string, MergeState>>,
  right: Readonly<Record<string, MergeState>>,
): MergeState {
  const both: Record<string, MergeState> = { ...left, ...right }
  for (const key of Object.keys(both).sort()) {
    const each = merge.op === 'map' ? merge.each : merge.of[key]
    const [mine, theirs] = [left[key], right[key]]
    if (each && mine !== undefined && theirs !== undefined) both[key] = merged(each, mine, theirs)
  }
  return both
}

function items(state: MergeState): readonly string[] {
  return Array.isArray(state) ? state : []
}

function fieldsOf(state: MergeState): Readonly<Record<string, MergeState>> {
  return state as Readonly<Record<string, MergeState>>
}
