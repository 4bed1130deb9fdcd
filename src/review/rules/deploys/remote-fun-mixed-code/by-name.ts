import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Call, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'

const risk =
  'Every node must have the function in a version that takes these arguments: deploy it before what calls it.'
/** Values that are the same wherever they are computed. */
const carried = new Set(['var', 'atom', 'integer', 'float', 'text'])

/**
 * The function by its name, where the fun does nothing but call it with values at hand. `fun` stands in the call's
 * arguments; queries of ra take `{Module, Function, Arguments}` and put the state behind them.
 */
export function byName(program: Program, site: Site<Call>, fun: Site): Mend | undefined {
  if (!site.expr.args.includes(fun.expr)) return undefined
  const { language } = fun.frame.file.form
  if (fun.expr.kind === 'funref') {
    const { module, name, arity } = fun.expr
    const [known] = program.definitions(module ?? '', name, arity)
    if (!known?.fn.exported || known.module !== fun.frame.module) return undefined
    const named = codeAt(fun).replace(/^(&|fun\s+)/, language === 'elixir' ? '&__MODULE__.' : 'fun ?MODULE:')
    return { rewrites: [replaced(fun, named)], risk }
  }
  const call = onlyCall(fun)
  if (!call) return undefined
  const isQuery = site.expr.module === 'ra'
  if (!isQuery && (site.expr.module === 'Agent' || call.state)) return undefined
  if (isQuery && !call.state) return undefined
  const { module, name, args } = call
  const named = language === 'elixir' ? `${module}, :${name}, [${args}]` : `${module}, ${name}, [${args}]`
  return { rewrites: [replaced(fun, isQuery ? `{${named}}` : named)], risk }
}

interface OnlyCall {
  readonly module: string
  readonly name: string
  /** As they are written, without a state that comes last. */
  readonly args: string
  readonly state: boolean
}

/** `fun() -> m:f(A) end`, or `fun(State) -> m:f(A, State) end`, on one line. */
function onlyCall({ expr, frame }: Site): OnlyCall | null {
  const [clause, another] = expr.kind === 'fun' ? expr.clauses : []
  if (!clause || another || clause.guard || clause.patterns.length > 1) return null
  const [call, more] = clause.body
  if (!call || more || call.kind !== 'call' || call.module === null || call.target) return null
  const [parameter] = clause.patterns
  const last = call.args.at(-1)
  const isState = (arg: Expr | undefined) =>
    parameter?.kind === 'var' && arg?.kind === 'var' && arg.name === parameter.name
  if (parameter && !isState(last)) return null
  const given = parameter ? call.args.slice(0, -1) : call.args
  if (!given.every((arg) => carried.has(arg.kind) && !isState(arg))) return null
  const written = codeAt({ expr: call, frame })
  const spelled = /^((?:[A-Z][\w.]*|:?[a-z]\w*))[.:]([a-z]\w*[?!]?)\(/.exec(written)
  if (!spelled || written.includes('\n') || call.args.some(({ start }) => start < call.start)) return null
  const [, module = '', name = ''] = spelled
  if (/[?!]$/.test(name)) return null
  const args = given.map(({ start, end }) => frame.file.text.slice(start, end)).join(', ')
  return { module, name, args, state: parameter !== undefined }
}
