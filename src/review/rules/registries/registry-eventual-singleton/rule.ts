import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import { processOf } from '../../../source/program/processes/processes.ts'
import type { RegisteredName } from '../../../source/program/processes/registered-name.ts'
import { registrations, starts } from '../../../source/program/processes/registrations.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { namesAtom, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { globalElections } from './election.ts'

/** A name that a registry gives to one process, as long as all nodes see each other. */
interface Singleton {
  readonly site: Site
  readonly registry: string
  readonly name: RegisteredName
  readonly module: string
}

export default defineRule({
  id: 'registry-eventual-singleton',
  family: 'registries',
  severity: 'critical',
  title: 'Only one is promised by a registry that is eventually consistent',
  problem:
    'The registry keeps names unique as long as all nodes see each other. In a cut, and in a race of two registrations, there are two holders, and each does the work.',
  failureScenario: [
    'The network splits, or two nodes register the name at the same time.',
    'Each side has a process under the name, and each does the work.',
    'When they meet, one of the two is told to end; what it did is done.',
  ],
  impact: 'Work that must be done once is done twice: mails, payments, positions in a log, jobs.',
  guardsLookedFor: [
    'a lock or a version that the store checks',
    'a process that is only a cache, or one for each key whose effects are keyed',
    'a handler of the conflict (`name_conflict`, `syn_resolve_kill`)',
  ],
  fix: {
    summary:
      'Keep the registry for routing, and let the store decide: a version that it checks, or a lock that the worker holds.',
    elixir:
      'def run_once(repo, key, work) do\n  repo.transaction(fn ->\n    %{rows: [[mine]]} = repo.query!("select pg_try_advisory_xact_lock($1)", [:erlang.phash2(key)])\n    if mine, do: work.(), else: repo.rollback(:not_the_holder)\n  end)\nend',
    erlang:
      'confirmed(Server) ->\n    case ra:consistent_query(Server, {leadership, holder, []}, 2000) of\n        {ok, Pid, _Leader} when Pid =:= self() -> ok;\n        _ -> {error, not_the_holder}\n    end.',
    residualRisk:
      'A holder that is paused acts after its successor, unless the store refuses an older version.',
  },
  sources: [
    'Horde, eventual consistency https://hexdocs.pm/horde/eventual_consistency.html',
    'Syn, conflict resolution https://hexdocs.pm/syn/syn.html',
    'Swarm, README https://hexdocs.pm/swarm/readme.html',
  ],
  holds: 'registries are used for routing',
  candidate: true,
  check(program) {
    const examined = singletons(program)
    const hits: Hit[] = []
    const seen = new Set<unknown>()
    for (const one of examined) {
      if (seen.has(one.site.expr) || !isOneOnly(one)) continue
      seen.add(one.site.expr)
      hits.push({ site: one.site, reasons: [...reasonsFor(program, one), ...placeReasons(one.site.frame)] })
    }
    const elections = globalElections(program)
    for (const { site, waits } of elections) {
      const { module } = site.frame
      hits.push({
        site,
        problem:
          'Whoever gets the name from `global` does the work, and the others wait for it to go. In a cut each side gets the name, and each does the work.',
        reasons: [
          { name: 'shape', text: 'A process takes a name of `global` and works on `yes`.' },
          { name: 'followed', text: 'On `no` it watches the holder, to take its turn.', site: waits },
          ...clustered(program),
          ...(module && handlesConflict(program, module.name) ? [handledOtherwise] : []),
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined: [...examined, ...elections].map(({ site }) => site) }
  },
})

const eventual = /^(?:Horde\.Registry|syn|Swarm|swarm)$/

function singletons(program: Program): Singleton[] {
  const found: Singleton[] = []
  for (const { site, name, module } of starts(program))
    if (name?.scope === 'via' && name.registry && eventual.test(name.registry))
      found.push({ site, registry: name.registry, name, module })
  for (const { site, name } of registrations(program)) {
    const { module } = site.frame
    if (name.registry && eventual.test(name.registry) && module)
      found.push({ site, registry: name.registry, name, module: module.name })
  }
  return found
}

/** What does work of its own accord, of which there must be one. */
const single: ReadonlySet<string> = new Set([
  'scheduler',
  'cron',
  'biller',
  'billing',
  'leader',
  'singleton',
  'sequencer',
  'sequence',
  'coordinator',
  'poller',
  'publisher',
  'importer',
  'mailer',
  'sender',
  'allocator',
])

/** One name, spelled out, for something that works by itself; a name for each key is mostly affinity. */
function isOneOnly({ name, module }: Singleton): boolean {
  const words = new Set([...split(module), ...split(name.name ?? '')])
  return name.name !== null && anyOf(words, single)
}

function reasonsFor(program: Program, { registry, module, name }: Singleton): Reason[] {
  const reasons: Reason[] = [
    { name: 'shape', text: `One process is registered under \`${name.name}\`.` },
    { name: 'by-contract', text: `\`${registry}\` is eventually consistent: names are doubled in a cut.` },
    { name: 'named', text: `\`${module}\` is called what there must be one of.` },
  ]
  reasons.push(...clustered(program))
  if (handlesConflict(program, module)) reasons.push(handledOtherwise)
  return reasons
}

const handledOtherwise: Reason = { name: 'handled-otherwise', text: 'The module handles the conflict.' }

function clustered(program: Program): Reason[] {
  const [cluster] = clusterEvidence(program)
  return cluster ? [{ name: 'clustered', text: 'More than one node runs.', site: cluster.site }] : []
}

function handlesConflict(program: Program, name: string): boolean {
  for (const file of program.files)
    for (const module of file.form.modules) {
      if (module.name !== name || !processOf(program, module)) continue
      for (const fn of module.functions)
        for (const clause of fn.clauses) {
          if (namesAtom(clause, 'name_conflict', 'syn_resolve_kill', 'resolve_conflict')) return true
          let locks = false
          visitClause(clause, (expr) => {
            if (expr.kind === 'call' && /lock|lease|consistent_query|fence/.test(expr.name)) locks = true
          })
          if (locks) return true
        }
    }
  return false
}
