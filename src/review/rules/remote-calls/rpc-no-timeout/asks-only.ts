import type { Expr } from '../../../source/form.ts'
import type { Program } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { split } from '../../../source/program/words.ts'
import type { RemoteCall } from '../remote-call.ts'

/** Names that begin so ask for something. */
const asking = new Set(
  split(
    'get is has are which whereis lookup list find fetch read count ping info all check resolve show describe known alive connected retrieve',
  ),
)
/** Names with such a word are those of what they answer with. */
const answers = new Set(
  split(
    'info status stats memory size version versions members keys listeners readers number params state running snapshot dump procs tables applications ready',
  ),
)
/** Names with such a word change something, whatever else is in them. */
const changing = new Set(
  split(
    'set put write update insert add del delete remove create drop join leave merge apply run start stop restart reset take acquire release lock unlock register unregister subscribe kill close open reload rebalance force move transfer migrate install push pop commit save store purge clear flush gc compact evict import restore load sync',
  ),
)

/**
 * Whether what runs there only answers a question, by its name. Of what changes something nobody knows after a
 * time-out whether it was done, and how long it may take: its caller must be made for that first.
 */
export function asksOnly(program: Program, { site, kind }: RemoteCall): boolean {
  const { expr, frame } = site
  if (kind === 'server' || expr.name === 'multi_call') return isQuestion(requestOf(expr.args))
  const fn = functionOf(expr.args)
  if (fn?.kind === 'call') return isQuestion(fn.name)
  const names = fn ? origins(program, { expr: fn, frame }) : []
  return names.length > 0 && names.every(({ expr: name }) => name.kind === 'atom' && isQuestion(name.name))
}

function isQuestion(name: string | null): boolean {
  const words = name === null ? [] : split(name)
  if (words.some((word) => changing.has(word))) return false
  const [first = '', last = ''] = [words[0], words.at(-1)]
  return asking.has(first) || asking.has(last) || words.some((word) => answers.has(word))
}

/** The function, behind its module and before the list of arguments; or the one call of a fun. */
function functionOf(args: readonly Expr[]): Expr | null {
  const [clause] = args[1]?.kind === 'fun' ? args[1].clauses : []
  const [call, more] = clause?.body ?? []
  if (call) return call.kind === 'call' && !more ? call : null
  const list = args.findLastIndex(({ kind }) => kind === 'list')
  return args[list < 2 ? 2 : list - 1] ?? null
}

/** The tag of the request: `dump`, `{get, Key}`. */
function requestOf(args: readonly Expr[]): string | null {
  for (const arg of args.slice(1)) {
    if (arg.kind === 'tuple' && arg.items[0]?.kind === 'atom' && arg.items.length > 1)
      return arg.items[0].name
  }
  const last = args.findLast((arg) => arg.kind === 'atom' && arg.name !== 'infinity')
  return last?.kind === 'atom' ? last.name : null
}
