import type { Call, ModuleForm } from '../../../source/form.ts'
import { messageClauses } from '../../../source/program/processes/messages/clauses.ts'
import { sends } from '../../../source/program/processes/messages/sends.ts'
import { starts } from '../../../source/program/processes/registrations.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { repos } from '../../../source/program/stores/ecto-repos.ts'
import { visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** Calls that wait for something outside the VM. */
const waits =
  /^(rpc:(call|multicall|block_call)|erpc:(call|multicall)|gen_server:multi_call|(HTTPoison|Req|Finch|Tesla|hackney|httpc|gun):\w+|gen_tcp:(connect|recv)|ssl:(connect|recv)|file:(write_file|read_file|sync)|dets:\w+|mnesia:(transaction|activity|sync_transaction))$/

export default defineRule({
  id: 'mailbox-unbounded',
  family: 'scale',
  severity: 'important',
  title: 'One process for the cluster waits while casts pile up',
  problem:
    'A process that the whole cluster knows by one name takes casts, and waits for something outside while it handles one. Nobody who sends is held back.',
  failureScenario: [
    'Every node sends its casts to the one process.',
    'What it waits for becomes slow: it works off fewer messages than come in.',
    'Its queue grows until the VM runs out of memory; the process that takes over gets the same load.',
  ],
  impact: 'The node with the process ends, then the next one that takes it over.',
  guardsLookedFor: [
    'calls, which hold the sender back',
    'demand or credit',
    'a bound with load shedding',
    'work that is handed to others',
  ],
  fix: {
    summary:
      'Let senders wait (a call with a time limit, demand, credit), divide the work by key, or drop beyond a bound and count what was dropped.',
    elixir:
      '# the sender is held back, and hears of it\nGenServer.call({:global, :collector}, {:event, event}, 2_000)',
    erlang:
      '%% the sender is held back, and hears of it\ngen_server:call({global, collector}, {event, Event}, 2000).',
    residualRisk: 'Senders that wait may run into their own limits: say what they do then.',
  },
  sources: [
    'Erlang, efficiency guide, processes https://www.erlang.org/doc/system/eff_guide_processes.html',
    'gen_server https://www.erlang.org/doc/apps/stdlib/gen_server.html',
  ],
  holds: 'the one process of a cluster does not wait while it handles casts',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const single = new Map<string, Site>()
    for (const { module, name, site } of starts(program))
      if (name?.scope === 'global' && name.name !== null && site.frame.file.pathClass === 'service')
        single.set(module, site)
    if (single.size === 0) return { hits, examined }
    const cast = castTo(program)
    for (const [module, clauses] of messageClauses(program)) {
      const start = single.get(module.name)
      const sender = cast.get(module.name)
      if (!start || !sender) continue
      for (const { clause, frame, entry } of clauses) {
        if (entry !== 'cast') continue
        examined.push({ expr: clause.body[0] ?? start.expr, frame })
        const wait = waitsIn(program, module, { clause, frame })
        if (wait) hits.push(hitOf(wait, start, sender))
      }
    }
    return { hits, examined }
  },
  together: 'module',
})

/** A send without back-pressure to each server module, by module. */
function castTo(program: Program): ReadonlyMap<string, Site> {
  const found = new Map<string, Site>()
  for (const { entry, receiver, site } of sends(program))
    if (entry === 'cast') for (const module of receiver.modules) found.set(module, site)
  return found
}

type Handler = { readonly clause: Site['frame']['clause']; readonly frame: Site['frame'] }

/** The first call in a handler, or in a function of the module that it calls, that waits for something outside. */
function waitsIn(
  program: Program,
  module: ModuleForm,
  { clause, frame }: Handler,
  depth = 1,
): Site<Call> | null {
  let found: Site<Call> | null = null
  const stores = new Set(repos(program))
  visitClause(clause, (expr, ancestors) => {
    if (found || expr.kind !== 'call' || expr.module === null) return
    // A fun runs elsewhere, or may: it is not the handler's own wait.
    if (ancestors.some((above) => 'kind' in above && above.kind === 'fun')) return
    if (waits.test(`${expr.module}:${expr.name}`) || stores.has(expr.module)) found = { expr, frame }
    else if (depth > 0 && expr.module === module.name) {
      for (const fn of module.functions) {
        if (fn.name !== expr.name || fn.arity !== expr.args.length) continue
        for (const inner of fn.clauses)
          found ??= waitsIn(
            program,
            module,
            { clause: inner, frame: { ...frame, fn, clause: inner } },
            depth - 1,
          )
      }
    }
  })
  return found
}

function hitOf(site: Site<Call>, start: Site, sender: Site): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: 'A handler of casts waits here.' },
    { name: 'followed', text: 'It is cast to here, by whoever likes.', site: sender },
    { name: 'shared-state', text: 'The process is one for the whole cluster.', site: start },
    { name: 'server-callback', text: 'While it waits, its queue grows.' },
  ]
  return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
}
