import type { Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { facet } from '../../../source/program/facet.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { visit } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

/** Workers that ask for unique jobs. */
const uniqueWorkers = facet((program): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const file of program.files) {
    for (const module of file.form.modules) {
      for (const use of module.uses) {
        if (use.module === 'Oban.Worker' && use.options && keyword(use.options, 'unique'))
          found.add(module.name)
      }
    }
  }
  return found
})

export default defineRule({
  id: 'job-unique-as-mutex',
  family: 'jobs',
  severity: 'important',
  title: 'Unique jobs inserted in a way that does not look at unique',
  problem:
    'The worker asks for unique jobs, and its jobs are inserted with `Oban.insert_all`, which the open-source engines do without a look at `unique`.',
  failureScenario: [
    'Two callers insert a list that holds the same job, or one does it twice.',
    'Nothing is looked up: both jobs are stored.',
    'Two workers run them at the same time.',
  ],
  impact: 'What should happen once happens twice: unique is no lock, and here it is not even asked.',
  guardsLookedFor: ['Oban.insert for each job', 'an engine that checks lists as well'],
  fix: {
    summary: 'Insert unique jobs one by one, and let the worker itself bear being run twice.',
    elixir: 'Enum.map(ids, fn id -> Oban.insert(MyApp.Refresh.new(%{id: id})) end)',
    erlang: "[ 'Elixir.Oban':insert('Elixir.MyApp.Refresh':new(#{id => Id})) || Id <- Ids ]",
    residualRisk:
      'Unique is looked at when a job is inserted, for 60 s by default, and two that are there run together.',
  },
  sources: [
    'Oban, unique jobs https://hexdocs.pm/oban/unique_jobs.html',
    'Oban.insert_all/3 https://hexdocs.pm/oban/Oban.html',
  ],
  holds: 'unique jobs are inserted one by one',
  check(program) {
    const hits: Hit[] = []
    const workers = uniqueWorkers(program)
    if (workers.size === 0 || hasOtherEngine(program)) return { hits, examined: [] }
    const calls = program.callsOf('Oban', 'insert_all')
    for (const { expr, frame } of calls) {
      const worker = workerIn(workers, { expr, frame })
      if (worker === null) continue
      hits.push({
        site: { expr, frame },
        reasons: [
          {
            name: 'shape',
            text: `Jobs of \`${worker}\`, which asks for unique ones, are inserted as a list.`,
          },
          { name: 'by-contract', text: '`insert_all` of the open-source engines does not look at `unique`.' },
          ...placeReasons(frame),
        ],
      })
    }
    return { hits, examined: calls }
  },
})

/** The Smart engine of Oban Pro checks lists. */
function hasOtherEngine(program: Program): boolean {
  return program.files.some(({ form, text }) => form.language === 'elixir' && text.includes('Oban.Pro'))
}

/** A worker whose `new` makes what is inserted: within the call, or in what its variables were bound to. */
function workerIn(workers: ReadonlySet<string>, { expr, frame }: Site): string | null {
  let worker: string | null = null
  const look = (inner: Expr, depth: number) => {
    if (inner.kind === 'call' && inner.name === 'new' && inner.module !== null && workers.has(inner.module))
      worker ??= inner.module
    else if (
      inner.kind === 'funref' &&
      inner.name === 'new' &&
      inner.module !== null &&
      workers.has(inner.module)
    )
      worker ??= inner.module
    else if (inner.kind === 'var' && depth > 0) {
      const binding = patternBinding(frame.clause, inner.name, inner.start)
      if (binding?.kind === 'value') visit(binding.value, (part) => look(part, depth - 1))
    }
  }
  visit(expr, (inner) => look(inner, 2))
  return worker
}
