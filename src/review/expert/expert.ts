import type { Journal } from '../journal.ts'
import type { Depth, ExpertRun, Finding } from '../report.ts'
import { allowanceOf, type Caps, type Plan, type Plans, usualPlans } from './budget.ts'
import { challengeAll } from './challenge.ts'
import { type Model, openModel, type Tap } from './client.ts'
import type { Desk, Inquiry, Purpose, Said } from './desk.ts'
import { exchange } from './exchange.ts'
import { questionInstructions, reviewInstructions } from './instructions.ts'
import type { Provider } from './provider.ts'
import type { Purse } from './purse.ts'
import { added, nothingRun } from './runs.ts'
import type { Tool } from './tools/tool.ts'
import { markIn, turnsIn } from './turns.ts'

interface ExpertOptions extends Caps {
  readonly provider: Provider
  /** Name of the model; a plan may name another. */
  readonly model: string
  /** Effort, turns, share of the caps and model of each depth; left out: the usual ones. */
  readonly plans?: Plans
  /** Patterns of paths that are never sent. */
  readonly withheld?: readonly string[]
  /** Names of repositories of which nothing is sent. */
  readonly notFor?: readonly string[]
  readonly fetch?: typeof fetch
  /** After a limit, an overload or a broken connection; left out: 2. */
  readonly retries?: number
  /** Milliseconds until an answer begins, and between two pieces of it; left out: 5 min. */
  readonly timeout?: number
  /** Shown what is sent and what comes back. */
  readonly tap?: Tap
}

/** What the expert looks at, and where it works. */
export interface Consultation extends Omit<Inquiry, 'purpose' | 'mark' | 'withheld'> {
  readonly desk: Desk
  readonly journal?: Journal
  readonly purse?: Purse
  readonly signal?: AbortSignal
  /** After each answer of the model, with their number. */
  readonly watch?: (turns: number) => void
}

/** A model that reads the program with tools that cannot change or reach anything. */
export interface Expert {
  /** Findings besides those given, each grounded and challenged; a failure is a sentence in the run's note. */
  review(
    consultation: Consultation,
    depth: Exclude<Depth, 'quick'>,
  ): Promise<{ findings: Finding[]; run: ExpertRun }>
  /** The words of the answer are empty where the run's note says why there is none. `earlier`: of the same thread. */
  answer(
    consultation: Consultation,
    question: string,
    earlier?: readonly Said[],
  ): Promise<{ text: string; run: ExpertRun }>
}

export function createExpert(options: ExpertOptions): Expert {
  const { plans = usualPlans, withheld = [], notFor = [] } = options
  const models = new Map<string, Model>()
  const modelOf = ({ model: name = options.model }: Plan): Model => {
    const known = models.get(name) ?? openModel({ ...options, name })
    models.set(name, known)
    return known
  }
  /** The run that was not made, where a setting keeps this repository from the model. */
  const kept = (repository: string, plan: Plan): ExpertRun | null =>
    notFor.some((name) => name.toLowerCase() === repository.toLowerCase())
      ? {
          ...nothingRun(plan.model ?? options.model),
          note: `Nothing of ${repository} was sent to a model: EXPERT_NOT_FOR names it.`,
        }
      : null
  return {
    async review({ desk, signal, watch, journal, purse, ...subject }, depth) {
      const plan = plans[depth]
      const unsent = kept(subject.target.repository, plan)
      if (unsent) return { findings: [], run: unsent }
      const model = modelOf(plan)
      const inquiry = { ...subject, withheld, mark: await markIn(journal) }
      const { tools, task } = await opened(desk, inquiry, { kind: 'review' })
      const system = reviewInstructions
      const { main, challenge } = allowanceOf(plan, options)
      const turns = turnsIn(journal, '')
      const first = await exchange({
        ...{ model, tools, system, task, allowance: main, turns, purse, signal, watch },
      })
      const { findings, dropped, sections } = await desk.submitted()
      const challenged = await challengeAll(findings, {
        ...{ model, allowance: challenge, purse, signal },
        desk: (finding) =>
          opened(desk, { ...inquiry, findings: [], facts: null }, { kind: 'challenge', finding }),
        verdict: async () => (await desk.submitted()).verdict,
        turns: (nth) => turnsIn(journal, `challenge ${nth}/`),
        watch: (more) => watch?.(first.run.turns + more),
      })
      const run = added(first.run, challenged.run, model.name)
      return {
        findings: challenged.findings,
        run: {
          ...run,
          submitted: findings.length + dropped.length,
          dropped: [...dropped],
          refuted: challenged.refuted,
          sections: [...sections],
        },
      }
    },
    async answer({ desk, signal, watch, journal, purse, ...subject }, question, earlier = []) {
      const plan = plans.question
      const unsent = kept(subject.target.repository, plan)
      if (unsent) return { text: '', run: unsent }
      const model = modelOf(plan)
      const inquiry = { ...subject, withheld, mark: await markIn(journal) }
      const { tools, task } = await opened(desk, inquiry, { kind: 'question', question, earlier })
      const system = questionInstructions
      const { whole: allowance } = allowanceOf(plan, options)
      const turns = turnsIn(journal, '')
      const { text, run } = await exchange({
        ...{ model, tools, system, task, allowance, turns, purse, signal, watch },
      })
      // What was said before an early end is thinking aloud, not the answer.
      return { text: run.stoppedBy === null ? text : '', run: { ...nothingRun(model.name), ...run } }
    },
  }
}

async function opened(
  desk: Desk,
  inquiry: Omit<Inquiry, 'purpose'>,
  purpose: Purpose,
): Promise<{ tools: Tool[]; task: string }> {
  const { tools, task } = await desk.open({ ...inquiry, purpose })
  return { task, tools: tools.map((tool) => ({ ...tool, run: (input) => desk.use(tool.name, input) })) }
}
