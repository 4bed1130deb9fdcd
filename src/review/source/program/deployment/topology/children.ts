import type { Tuple } from '../../../form.ts'
import { visitClause } from '../../../walk.ts'
import type { Frame, Program, Site, SourceFile } from '../../program.ts'
import { nameOf } from '../literal.ts'
import { frameOf } from '../placed.ts'

/** Every frame of a file: its own expressions, each module's, each clause of each function. */
export function framesOf(file: SourceFile): Frame[] {
  const frames = [frameOf(file)]
  for (const module of file.form.modules) {
    const own = [...module.constants.map(({ value }) => value), ...module.body]
    const whole = { patterns: [], guard: null, body: own, start: module.start, end: module.end }
    frames.push({ file, module, fn: null, clause: whole, caller: null })
    for (const fn of module.functions)
      for (const clause of fn.clauses) frames.push({ file, module, fn, clause, caller: null })
  }
  return frames
}

/** `{Module, options}` as supervisors are given their children. */
export function childrenOf(program: Program, module: string): readonly Site<Tuple>[] {
  const names = module.split('.')
  const found: Site<Tuple>[] = []
  for (const file of program.files) {
    if (!names.every((name) => file.text.includes(name))) continue
    for (const frame of framesOf(file)) {
      visitClause(frame.clause, (expr) => {
        if (
          expr.kind === 'tuple' &&
          expr.items.length === 2 &&
          expr.items[0]?.kind === 'atom' &&
          nameOf(expr.items[0]) === module
        )
          found.push({ expr, frame })
      })
    }
  }
  return found
}
