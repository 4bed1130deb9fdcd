import type { Clause, Expr, ModuleForm } from '../../../form.ts'
import { visitClause } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Frame } from '../../program.ts'
import { type ServerModule, serverModules } from '../servers.ts'

/** How a message comes in: as a call, a cast, a plain message, an event of gen_event, a command of a ra machine. */
export type Entry = 'call' | 'cast' | 'info' | 'event' | 'command'

/** One clause that takes messages, and the pattern that it takes them by. */
export interface MessageClause {
  readonly frame: Frame
  /** The clause that handles: the function's, or the inner one of a receive or a branch on the message. */
  readonly clause: Clause
  readonly pattern: Expr
  /** Null for any way in. */
  readonly entry: Entry | null
}

/** Callbacks of one way in, by `name/arity`; a gen_statem says it in its first parameter. */
const entries: Record<string, Entry | undefined> = {
  'handle_call/3': 'call',
  'handle_call/2': 'call',
  'handle_cast/2': 'cast',
  'handle_info/2': 'info',
  'handle_event/2': 'event',
  'apply/3': 'command',
}

/** The message clauses of each module, in order: of its server callbacks, then of receives in any of its functions. */
export const messageClauses = facet((program): ReadonlyMap<ModuleForm, readonly MessageClause[]> => {
  const byModule = new Map<ModuleForm, MessageClause[]>()
  const add = (module: ModuleForm, clause: MessageClause) => {
    const known = byModule.get(module)
    if (known) known.push(clause)
    else byModule.set(module, [clause])
  }
  for (const server of serverModules(program)) ofCallbacks(server, (clause) => add(server.module, clause))
  for (const { file, module, fn } of program.functions()) {
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      visitClause(clause, (expr) => {
        if (expr.kind !== 'receive') return
        for (const inner of expr.clauses) {
          const [pattern] = inner.patterns
          if (pattern) add(module, { frame, clause: inner, pattern, entry: 'info' })
        }
      })
    }
  }
  return byModule
})

function ofCallbacks(
  { file, module, kind, callbacks }: ServerModule,
  add: (clause: MessageClause) => void,
): void {
  if (kind === 'loop') return
  for (const [fn, { message }] of callbacks) {
    if (message === null) continue
    for (const clause of fn.clauses) {
      const pattern = clause.patterns[message]
      if (!pattern) continue
      const frame: Frame = { file, module, fn, clause, caller: null }
      const entry =
        kind === 'gen_statem' ? entryOf(clause.patterns[0]) : (entries[`${fn.name}/${fn.arity}`] ?? null)
      // A gen_statem's own events and entering a state are no messages.
      if (entry === 'internal') continue
      for (const one of spread(pattern, clause)) add({ frame, ...one, entry })
    }
  }
}

/** The way in that the first parameter of a gen_statem's callback names; null where it takes any. */
function entryOf(type: Expr | undefined): Entry | 'internal' | null {
  const named = type?.kind === 'tuple' ? type.items[0] : type
  if (named?.kind !== 'atom') return null
  return named.name === 'call' || named.name === 'cast' || named.name === 'info' ? named.name : 'internal'
}

/** `handle_info(Info, State) -> case Info of …`: the branch's clauses are the ones that handle, then the clause itself. */
function spread(pattern: Expr, clause: Clause): { pattern: Expr; clause: Clause }[] {
  const found: { pattern: Expr; clause: Clause }[] = []
  const named = pattern.kind === 'match' && pattern.value.kind === 'var' ? pattern.value : pattern
  if (named.kind === 'var') {
    for (const expr of clause.body) {
      if (expr.kind !== 'branch' || expr.subject?.kind !== 'var' || expr.subject.name !== named.name) continue
      for (const inner of expr.clauses)
        if (inner.patterns[0]) found.push({ pattern: inner.patterns[0], clause: inner })
    }
  }
  return found.length > 0 ? found : [{ pattern, clause }]
}
