import type { Merge, MergeState } from './merge-tree.ts'

/**
 * The smallest states that a merge is made for, smallest first: numbers to 2, two elements, two keys, two times. One
 * list for each part that merges by itself: fields and keys do not see each other, so a law that is broken is broken
 * within one part, and states that differ in more of them show nothing new. Other fields are left out.
 */
export function smallStates(merge: Merge): MergeState[][] {
  switch (merge.op) {
    case 'and':
    case 'or':
      return [[false, true]]
    case 'union':
    case 'intersection':
      return [[[], ['x'], ['y'], ['x', 'y']]]
    case 'append':
      return [[[], ['x'], ['y'], ['x', 'y'], ['y', 'x']]]
    case 'last-writer':
      return [[0, 1].flatMap((time) => [1, 2].map((value) => ({ time, value })))]
    case 'map':
      if (merge.each === null) return [[{}, { p: 1 }, { p: 2 }, { q: 1 }, { p: 1, q: 1 }]]
      return smallStates(merge.each).map((states) => [{}, ...states.map((p) => ({ p }))])
    case 'fields':
      return Object.entries(merge.of).flatMap(([name, field]) =>
        smallStates(field).map((states) => states.map((state) => ({ [name]: state }))),
      )
    default:
      return [[0, 1, 2]]
  }
}
