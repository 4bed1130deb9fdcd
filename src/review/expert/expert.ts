import { randomBytes } from 'node:crypto'
import type { Depth, ExpertRun, Finding, Report } from '../report.ts'
import type { Program } from '../source/program/program.ts'
import { allowanceOf, type Caps } from './budget.ts'
import { openModel } from './client.ts'
import { exchange } from './exchange.ts'
import { createFence, type Fence } from './fence.ts'
import { questionInstructions, reviewInstructions } from './instructions.ts'
import { openSight, type Sight } from './sight.ts'
import { questionTask, reviewTask } from './task.ts'
import { calleesTool, callersTool } from './tools/calls.ts'
import { outlineTool } from './tools/outline.ts'
import { readTool, searchTool } from './tools/reading.ts'
import { ruleFindingsTool } from './tools/rule-findings.ts'
import { openSubmissions } from './tools/submit.ts'
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

/** What the expert looks at. */
export interface Consultation {
  readonly program: Program
  readonly target: Report['target']
  readonly commit: string | null
  /** What is known already; none of it is changed. */
  readonly findings: readonly Finding[]
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
    async review({ signal, watch, ...subject }, depth) {
      const sight = openSight(subject.program)
      const fence = createFence(newMark())
      const submissions = openSubmissions(sight, subject.findings)
      const { run } = await exchange({
        model,
        tools: [...readingTools(sight, subject.findings, fence), submissions.tool],
        system: reviewInstructions,
        task: reviewTask(subject, sight, fence),
        allowance: allowanceOf(depth, options),
        signal,
        watch,
      })
      const findings = [...submissions.findings]
      const dropped = [...submissions.dropped]
      return { findings, run: { ...run, submitted: findings.length + dropped.length, dropped } }
    },
    async answer({ signal, watch, ...subject }, question) {
      const sight = openSight(subject.program)
      const fence = createFence(newMark())
      const { text, run } = await exchange({
        model,
        tools: readingTools(sight, subject.findings, fence),
        system: questionInstructions,
        task: questionTask(question, subject, sight, fence),
        allowance: allowanceOf('question', options),
        signal,
        watch,
      })
      // What was said before an early end is thinking aloud, not the answer.
      return { text: run.stoppedBy === null ? text : '', run: { ...run, submitted: 0, dropped: [] } }
    },
  }
}

/** Everything that only looks; none of them reaches a network, a file or a secret. */
function readingTools(sight: Sight, findings: readonly Finding[], fence: Fence): Tool[] {
  return [
    outlineTool(sight, fence),
    readTool(sight, fence),
    searchTool(sight, fence),
    callersTool(sight, fence),
    calleesTool(sight, fence),
    ruleFindingsTool(findings, fence),
  ]
}

/** Nobody who wrote the repository can know it. */
function newMark(): string {
  return randomBytes(9).toString('hex')
}
