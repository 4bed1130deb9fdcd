import { clusterEvidence, config, nodes } from '../../../source/program/deployment/index.ts'
import { processes } from '../../../source/program/processes/processes.ts'
import type { Timer } from '../../../source/program/processes/timers.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { runsPerTick } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { workOf } from './work.ts'

export default defineRule({
  id: 'cron-on-every-node',
  family: 'jobs',
  severity: 'important',
  title: 'A periodic job runs once on every node',
  problem:
    'A timer in a process that every node starts does work for all of them: with k nodes it is done k times.',
  failureScenario: [
    'Every node starts the process with its application.',
    'On each the timer fires.',
    'Each does the work: rows, mails or requests as many times as there are nodes.',
  ],
  impact: 'Mails and requests go out several times; rows are there several times.',
  guardsLookedFor: [
    'a lock or a claimed row in the job',
    'a leader, a global name, one process of the cluster',
    'work that is the same when it is done twice',
  ],
  fix: {
    summary:
      'Let a leader insert a job that is unique for its period, or claim the period in a row with a unique index.',
    elixir:
      'case Repo.insert_all("cron_runs", [%{job: "billing", period: period}], on_conflict: :nothing) do\n  {1, _} -> Billing.run(period)\n  {0, _} -> :already_claimed\nend',
    erlang:
      'case epgsql:equery(C, "INSERT INTO cron_runs (job, period) VALUES ($1, $2) ON CONFLICT DO NOTHING", [Job, Period]) of\n    {ok, 1} -> billing:run(Period);\n    {ok, 0} -> already_claimed\nend',
    residualRisk:
      'A crash after the claim loses the run: keep a state in the row and let a sweeper try again.',
  },
  sources: [
    'Oban, Oban.Plugins.Cron https://hexdocs.pm/oban/Oban.Plugins.Cron.html',
    'Quantum, run strategies https://hexdocs.pm/quantum/run-strategies.html',
  ],
  holds: 'periodic jobs for all nodes are run by one',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const [cluster] = clusterEvidence(program)
    const count = nodes(program)
    const replicas = count && (count.min > 1 ? count.min : count.max)
    // On one node once is once.
    if (!cluster && !(replicas && replicas > 1)) return { hits, examined }
    const seen: Reason = cluster
      ? { name: 'clustered', text: 'More than one node runs.', site: cluster.site }
      : {
          name: 'configured',
          text: `${replicas} nodes are configured.`,
          ...(count ? { site: count.from } : {}),
        }
    const trace = runsPerTick({ replicas: replicas && replicas > 1 ? replicas : 2, guard: 'none' })
    const witness = trace.answer === 'broken' ? { witness: trace } : {}
    for (const process of processes(program)) {
      if (process.timers.length === 0 || process.kind === 'loop') continue
      if (process.multiplicity !== 'per-node' || process.names.some(({ scope }) => scope !== 'local'))
        continue
      for (const timer of process.timers) {
        examined.push(timer.site)
        const hit = ofTimer(program, timer, seen)
        if (hit) hits.push({ ...hit, ...witness })
      }
    }
    for (const site of quantumJobs(program)) {
      examined.push(site)
      hits.push({
        site,
        reasons: [
          { name: 'shape', text: 'Jobs of Quantum: each node has a scheduler of its own.' },
          { name: 'by-contract', text: 'Quantum keeps no state that nodes share: every scheduler fires.' },
          seen,
          ...placeReasons(site.frame),
        ],
        ...witness,
      })
    }
    return { hits: once(hits), examined }
  },
})

function ofTimer(program: Program, timer: Timer, seen: Reason): Hit | null {
  const { handler } = timer
  if (!handler) return null
  const work = workOf(program, handler)
  if (!work) return null
  const { frame } = timer.site
  const reasons: Reason[] = [
    { name: 'shape', text: 'A process of every node arms a timer again and again.' },
    { name: 'followed', text: `When it fires it ${work.what}.`, site: work.site },
    { name: 'shared-state', text: 'What it does is seen by all nodes.' },
    seen,
  ]
  reasons.push({ name: 'effect', text: 'It cannot be taken back.' })
  return {
    site: timer.site,
    severity: severityAt(frame, 'important'),
    reasons: [...reasons, ...placeReasons(frame)],
  }
}

/** The lists of jobs that are configured for a module that uses Quantum, outside tests. */
function quantumJobs(program: Program): readonly Site[] {
  const schedulers = new Set<string>()
  for (const file of program.files)
    for (const module of file.form.modules)
      if (module.uses.some((use) => use.module === 'Quantum')) schedulers.add(module.name)
  if (schedulers.size === 0) return []
  const found: Site[] = []
  for (const { keys, value, of } of config(program).entries) {
    if (of === 'test' || of === 'dev' || !keys.some((key) => schedulers.has(key))) continue
    const { expr, frame } = value
    if (expr.kind !== 'list') continue
    const pair = expr.items.find(
      (item) => item.kind === 'tuple' && item.items[0]?.kind === 'atom' && item.items[0].name === 'jobs',
    )
    const jobs = keys.at(-1) === 'jobs' ? expr : pair?.kind === 'tuple' ? pair.items[1] : undefined
    if (jobs?.kind === 'list' && jobs.items.length > 0) found.push({ expr: jobs, frame })
  }
  return found
}

function once(hits: readonly Hit[]): Hit[] {
  const byWork = new Map<unknown, Hit>()
  for (const hit of hits) {
    const work = hit.reasons.find(({ name }) => name === 'followed')?.site?.expr ?? hit.site.expr
    if (!byWork.has(work)) byWork.set(work, hit)
  }
  return [...byWork.values()]
}
