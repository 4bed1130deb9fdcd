import type { Depth, ExpertRun, Finding } from '../report.ts'
import { allowanceOf, type Caps } from './budget.ts'
import { openModel } from './client.ts'
import type { Desk, Inquiry } from './desk.ts'
import { exchange } from './exchange.ts'
import { questionInstructions, reviewInstructions } from './instructions.ts'
import type { Tool } from './tools/tool.ts'

interface ExpertOptions extends Caps {
  readonly apiKey: string
  /** Name of the model. */
  readonly model: string
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** After a limit, an overload or a broken connection; left out: 2. */
  readonly retries?: number
  /** Milliseconds for one answer; left out: 5 min. */
  readonly timeout?: number
}

/** What the expert looks at, and where it works. */
export interface Consultation extends Omit<Inquiry, 'question'> {
  readonly desk: Desk
  readonly signal?: AbortSignal
  /** After each answer of the model, with their number. */
  readonly watch?: (turns: number) => void
}

/** A model that reads the program with tools that cannot change or reach anything. */
export interface Expert {
  /** Findings besides those given, each with its quote checked; a failure is a sentence in the run's note. */
  review(
    consultation: Consultation,
    depth: Exclude<Depth, 'quick'>,
  ): Promise<{ findings: Finding[]; run: ExpertRun }>
  /** The words of the answer are empty where the run's note says why there is none. */
  answer(consultation: Consultation, question: string): Promise<{ text: string; run: ExpertRun }>
}

export function createExpert(options: ExpertOptions): Expert {
  const model = openModel({
    apiKey: options.apiKey,
    name: options.model,
    baseUrl: options.baseUrl,
    fetch: options.fetch,
    retries: options.retries,
    timeout: options.timeout,
  })
  return {
    async review({ desk, signal, watch, ...subject }, depth) {
      const { tools, task } = await opened(desk, { ...subject, question: null })
      const system = reviewInstructions
      const allowance = allowanceOf(depth, options)
      const { run } = await exchange({ model, tools, system, task, allowance, signal, watch })
      const { findings, dropped } = await desk.submitted()
      return {
        findings: [...findings],
        run: { ...run, submitted: findings.length + dropped.length, dropped: [...dropped] },
      }
    },
    async answer({ desk, signal, watch, ...subject }, question) {
      const { tools, task } = await opened(desk, { ...subject, question })
      const system = questionInstructions
      const allowance = allowanceOf('question', options)
      const { text, run } = await exchange({ model, tools, system, task, allowance, signal, watch })
      // What was said before an early end is thinking aloud, not the answer.
      return { text: run.stoppedBy === null ? text : '', run: { ...run, submitted: 0, dropped: [] } }
    },
  }
}

async function opened(desk: Desk, inquiry: Inquiry): Promise<{ tools: Tool[]; task: string }> {
  const { tools, task } = await desk.open(inquiry)
  return { task, tools: tools.map((tool) => ({ ...tool, run: (input) => desk.use(tool.name, input) })) }
}
