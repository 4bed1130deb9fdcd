import type { ModuleForm } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import { type Handler, handlers } from '../../source/program/processes/messages/handlers.ts'
import type { Program } from '../../source/program/program.ts'
import { namesAtom } from '../../source/walk.ts'

/** Clauses that hear that a node is gone: `nodedown`, mnesia's `mnesia_down`. */
export function nodeLost(program: Program): readonly Handler[] {
  return [
    ...handlers(program, 'nodedown'),
    ...handlers(program, 'mnesia_system_event').filter(({ pattern }) => namesAtom(pattern, 'mnesia_down')),
  ]
}

/** Clauses that hear that a node is back. */
export function nodeBack(program: Program): readonly Handler[] {
  return [
    ...handlers(program, 'nodeup'),
    ...handlers(program, 'mnesia_system_event').filter(({ pattern }) => namesAtom(pattern, 'mnesia_up')),
  ]
}

/** Modules whose process is told when nodes go and come back. */
export const watchers = facet((program): ReadonlySet<ModuleForm> => {
  const found = new Set<ModuleForm>()
  for (const { frame } of [...nodeLost(program), ...nodeBack(program)])
    if (frame.module) found.add(frame.module)
  return found
})

/** The words for what a clause hears. */
export function signalOf({ pattern }: Handler): string {
  if (namesAtom(pattern, 'mnesia_down')) return '`mnesia_down`'
  if (namesAtom(pattern, 'inconsistent_database')) return '`inconsistent_database`'
  return namesAtom(pattern, 'DOWN') ? '`DOWN`' : '`nodedown`'
}
