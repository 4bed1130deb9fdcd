import type { Clause } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import type { Frame, SourceFile } from '../../source/program/program.ts'

/** Clauses of functions that take `{nodeup, …}`. */
export const nodeupClauses = facet((program): readonly Frame[] => {
  const found = new Map<Clause, Frame>()
  for (const { expr, frame } of program.atoms('nodeup')) {
    const taken = frame.clause.patterns.some(({ start, end }) => start <= expr.start && expr.end <= end)
    if (frame.fn && taken && frame.file.pathClass === 'service') found.set(frame.clause, frame)
  }
  return [...found.values()]
})

/** Files whose code mentions `nodeup` at all. */
export const filesWithNodeup = facet(
  (program): ReadonlySet<SourceFile> => new Set(program.atoms('nodeup').map(({ frame }) => frame.file)),
)
