import type { Call, Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { type Use, usesOf } from '../../../source/program/flow/uses.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { children, results } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { travels } from '../remote-sends.ts'

/** What gives as much as there is: tables, files, states of processes. */
const whole = new Map([
  ['ets:tab2list', 'a whole table'],
  ['dets:match_object', 'what matches in a table'],
  ['file:read_file', 'a whole file'],
  ['File:read', 'a whole file'],
  ['File:read!', 'a whole file'],
  ['sys:get_state', 'the state of a process'],
  ['mnesia:dirty_all_keys', 'all keys of a table'],
])

export default defineRule({
  id: 'dist-head-of-line',
  family: 'scale',
  severity: 'important',
  title: 'A term without a bound goes over the distribution',
  problem:
    'A term as large as a table, a file or a state goes from node to node. One connection for each pair of nodes carries everything, ticks included.',
  failureScenario: [
    'The table has grown to some hundred megabytes.',
    'Its copy fills the buffer of the connection, and every process that sends to that node is suspended.',
    'Ticks wait behind it: the nodes may take each other for down.',
  ],
  impact: 'All traffic between two nodes waits for one term; at worst they are cut from each other.',
  guardsLookedFor: ['pages', 'a reference to a store in place of the term', 'what is small by its nature'],
  fix: {
    summary:
      'Ask in pages, or put it into a store and send the reference; bulk goes over a connection of its own.',
    elixir:
      '# one page, and the key that the next one begins after\n:erpc.call(node, :ets, :select, [table, [{{:"$1", :_}, [{:>, :"$1", {:const, last}}], [:"$_"]}], 500], 5_000)',
    erlang:
      "%% one page, and the key that the next one begins after\nerpc:call(Node, ets, select, [Table, [{{'$1', '_'}, [{'>', '$1', {const, Last}}], ['$_']}], 500], 5000).",
    residualRisk: 'Fragments (from OTP 22 on) let ticks pass between; memory at both ends is as before.',
  },
  sources: [
    'erlang:system_monitor/2, busy_dist_port https://www.erlang.org/doc/apps/erts/erlang.html#system_monitor/2',
    'Partisan, Why do we need Partisan https://hexdocs.pm/partisan/readme.html',
  ],
  holds: 'what goes over the distribution has a bound',
  candidate: true,
  check(program) {
    const hits = new Map<Expr, Hit>()
    for (const [name, what] of whole) {
      const [module = '', fn = ''] = name.split(':')
      for (const read of program.callsOf(module, fn)) {
        for (const use of usesOf(program, read))
          if (use.kind === 'argument' && travels(program, use.site, use.argument) && isCarried(program, use))
            hits.set(use.site.expr, hitOf(use.site, what, read))
      }
    }
    const examined: Site[] = []
    for (const name of ['call', 'multicall', 'block_call']) {
      for (const module of ['rpc', 'erpc']) {
        for (const site of program.callsOf(module, name)) {
          examined.push(site)
          const asked = askedFor(program, site)
          if (asked) hits.set(site.expr, hitOf(site, asked.what, asked.site))
        }
      }
    }
    return { hits: [...hits.values()], examined }
  },
})

/** What the other node is asked to run gives all that there is: the function itself, or its last expression. */
function askedFor(program: Program, site: Site<Call>): { readonly what: string; readonly site: Site } | null {
  const { args } = site.expr
  const first = args.findIndex(
    (arg, index) => index < 2 && arg.kind === 'atom' && args[index + 1]?.kind === 'atom',
  )
  const [module, fn, given] = first < 0 ? [] : args.slice(first, first + 3)
  if (module?.kind !== 'atom' || fn?.kind !== 'atom') return ofFun(program, site)
  const what = whole.get(`${module.name}:${fn.name}`)
  if (what) return { what, site }
  const arity = given?.kind === 'list' && !given.tail ? given.items.length : -1
  for (const definition of program.definitions(module.name, fn.name, arity)) {
    for (const clause of definition.fn.clauses) {
      const frame = {
        file: definition.file,
        module: definition.module,
        fn: definition.fn,
        clause,
        caller: null,
      }
      for (const expr of results(clause.body)) {
        const found = givesAll(program, { expr, frame })
        if (found) return found
      }
    }
  }
  return null
}

function ofFun(
  program: Program,
  { expr, frame }: Site<Call>,
): { readonly what: string; readonly site: Site } | null {
  const fun = expr.args.find((arg) => arg.kind === 'fun')
  if (fun?.kind !== 'fun') return null
  for (const clause of fun.clauses)
    for (const result of results(clause.body)) {
      const found = givesAll(program, { expr: result, frame })
      if (found) return found
    }
  return null
}

/** The argument holds the thing itself, and not what some other call made of it. */
function isCarried(program: Program, { site, argument }: Extract<Use, { kind: 'argument' }>): boolean {
  const expr = site.expr.args[argument]
  return expr !== undefined && givesAll(program, { expr, frame: site.frame }) !== null
}

/** Calls whose result is as large as what they are given. */
const keeps =
  /^(erlang:term_to_(binary|iovec)|(Enum|lists|maps|Map|Stream):\w+|base64:encode|Base:encode\d+|zlib:\w+)$/

function givesAll(
  program: Program,
  site: Site,
  depth = 6,
): { readonly what: string; readonly site: Site } | null {
  if (depth === 0) return null
  for (const origin of origins(program, site)) {
    const { expr, frame } = origin
    let parts: readonly Expr[] = []
    if (expr.kind === 'call') {
      const name = `${expr.module}:${expr.name}`
      const what = whole.get(name)
      if (what) return { what, site: origin }
      if (keeps.test(name)) parts = expr.args
    } else if (expr.kind === 'var') {
      const binding = patternBinding(frame.clause, expr.name, expr.start)
      if (binding?.kind === 'part' && binding.source) parts = [binding.source]
    } else if (expr.kind === 'tuple' || expr.kind === 'list') parts = children(expr)
    else if (expr.kind === 'map') parts = expr.entries.map(({ value }) => value)
    for (const part of parts) {
      const found = givesAll(program, { expr: part, frame }, depth - 1)
      if (found) return found
    }
  }
  return null
}

function hitOf(site: Site<Call>, what: string, read: Site): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: `This carries ${what} from node to node.` },
    { name: 'followed', text: 'It is read here, as much as there is.', site: read },
    { name: 'remote-by-construction', text: 'The other end is another node.' },
  ]
  return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
}
