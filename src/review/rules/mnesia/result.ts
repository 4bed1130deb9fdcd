import { ancestorsOf, type Program, type Site } from '../../source/program/program.ts'
import { type Ancestor, isClause } from '../../source/walk.ts'

/** Calls whose fun's result is thrown away. */
const each = new Set(['lists:foreach', 'Enum:each', 'erlang:spawn', 'erlang:spawn_link', 'Task:start'])

/** What becomes of a result in its own clause: nobody looks at it, somebody does, or the function returns it. */
function fateHere(site: Site): 'dropped' | 'used' | 'returned' {
  const above = [...ancestorsOf(site)].reverse()
  let at: Ancestor = site.expr
  for (const [index, next] of above.entries()) {
    if (isClause(next)) {
      if (next.body.at(-1) !== at) return next.guard === at ? 'used' : 'dropped'
      if (index === above.length - 1) return 'returned'
    } else if (next.kind === 'match') {
      if (next.value !== at) return 'used'
      if (next.pattern.kind !== 'var' || !next.pattern.name.startsWith('_')) return 'used'
      return 'dropped'
    } else if (next.kind === 'branch') {
      if (next.subject === at) return 'used'
    } else if (next.kind === 'fun') {
      const call = above[index + 1]
      if (!call || isClause(call) || call.kind !== 'call') return 'used'
      return each.has(`${call.module}:${call.name}`) ? 'dropped' : 'used'
    } else if (['block', 'with', 'try', 'receive', 'comprehension'].includes(next.kind)) {
      const body = 'body' in next ? next.body : []
      const place = isClause(at) ? -1 : body.indexOf(at)
      if (place >= 0 && place < body.length - 1) return 'dropped'
      if (place < 0 && !isClause(at)) return 'used'
    } else return 'used'
    at = next
  }
  return 'used'
}

/** Whether nobody looks at a result: here, or, where it is returned, in any of the callers of this function. */
export function isDropped(program: Program, site: Site): boolean {
  const fate = fateHere(site)
  const { fn, module } = site.frame
  if (fate !== 'returned' || !fn || !module) return fate === 'dropped'
  const callers = program
    .callersOf(module.name, fn)
    .filter(({ frame }) => frame.fn !== fn && frame.file.pathClass !== 'test')
  return callers.length > 0 && callers.every((caller) => fateHere(caller) === 'dropped')
}
