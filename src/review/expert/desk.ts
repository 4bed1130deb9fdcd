import type { Finding, Report } from '../report.ts'
import type { ProgramSections } from '../sections/index.ts'
import type { Program } from '../source/program/program.ts'
import type { ClusterFacts } from '../what-if/facts.ts'
import { createFence, type Fence } from './fence.ts'
import { checkedPlaces, openSight, type Sight } from './sight.ts'
import { challengeTask, questionTask, reviewTask } from './task.ts'
import { calleesTool, callersTool } from './tools/calls.ts'
import { processesTool, topologyTool } from './tools/facts.ts'
import { findCodeTool } from './tools/find-code.ts'
import { hazardTool, mechanismTool } from './tools/knowledge.ts'
import { outlineTool } from './tools/outline.ts'
import { readTool, searchTool } from './tools/reading.ts'
import { ruleFindingsTool } from './tools/rule-findings.ts'
import { openSubmissions, type Submitted } from './tools/submit.ts'
import type { Tool, ToolAnswer } from './tools/tool.ts'
import { openVerdict, type Verdict } from './tools/verdict.ts'
import { witnessTool } from './tools/witness.ts'
import { withheldBy } from './withheld.ts'

/** What the engine computed of the program. */
export interface Facts {
  readonly sections: ProgramSections
  readonly cluster: ClusterFacts
}

/** A question of the same thread, and what was answered. */
export interface Said {
  readonly question: string
  readonly answer: string
}

export type Purpose =
  | { readonly kind: 'review' }
  | { readonly kind: 'question'; readonly question: string; readonly earlier: readonly Said[] }
  /** To refute one finding; nothing else of the review is shown. */
  | { readonly kind: 'challenge'; readonly finding: Finding }

/** What is asked of the expert, and what is known already. */
export interface Inquiry {
  readonly purpose: Purpose
  /** What sets repository text apart: nobody who wrote it can know it. */
  readonly mark: string
  /** Patterns of paths that are kept from the model. */
  readonly withheld: readonly string[]
  readonly target: Report['target']
  readonly commit: string | null
  readonly findings: readonly Finding[]
  readonly facts: Facts | null
}

type ToolSpec = Pick<Tool, 'name' | 'description' | 'inputSchema'>

interface Outcome extends Submitted {
  /** Of a challenge; null where none was given. */
  readonly verdict: Verdict | null
}

/** Where the expert works: tools over the program, which may be in another thread. One inquiry at a time. */
export interface Desk {
  open(inquiry: Inquiry): Promise<{ readonly tools: readonly ToolSpec[]; readonly task: string }>
  use(tool: string, input: unknown): Promise<ToolAnswer>
  /** What was submitted since `open`. */
  submitted(): Promise<Outcome>
  /** Places in a text that are not there become `(no such place)`. */
  checked(text: string): Promise<{ text: string; wrongPlaces: number }>
}

const nothing: Outcome = { findings: [], dropped: [], sections: [], verdict: null }

export function openDesk(program: () => Program): Desk {
  let tools: readonly Tool[] = []
  let sight: Sight | null = null
  let outcome: () => Outcome = () => nothing
  return {
    async open(inquiry) {
      const { purpose, mark, withheld } = inquiry
      sight = openSight(program(), withheldBy(withheld))
      const subject = { ...inquiry, findings: shownFindings(inquiry.findings, sight) }
      const fence = createFence(mark)
      const opened = openedFor(purpose, subject, sight, fence)
      tools = opened.tools
      outcome = opened.outcome
      return {
        tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
        task: opened.task,
      }
    },
    async use(name, input) {
      const tool = tools.find((each) => each.name === name)
      return tool ? tool.run(input) : { text: `There is no tool ${name}.`, wrong: 'input' }
    },
    async submitted() {
      return outcome()
    },
    async checked(text) {
      return checkedPlaces(text, sight ?? openSight(program()))
    },
  }
}

interface Opened {
  readonly tools: readonly Tool[]
  readonly task: string
  readonly outcome: () => Outcome
}

/** The order of tools never changes: it is a part of the prefix that the prompt cache holds. */
function openedFor(purpose: Purpose, inquiry: Inquiry, sight: Sight, fence: Fence): Opened {
  if (purpose.kind === 'challenge') {
    const verdict = openVerdict(sight)
    return {
      tools: [...codeTools(sight, fence), hazardTool, verdict.tool],
      task: challengeTask(purpose.finding, inquiry, sight, fence),
      outcome: () => ({ ...nothing, verdict: verdict.given() }),
    }
  }
  const reading = [...codeTools(sight, fence), ...factTools(inquiry, sight, fence)]
  if (purpose.kind === 'question') {
    const task = questionTask(purpose, inquiry, sight, fence)
    return { tools: reading, task, outcome: () => nothing }
  }
  const submissions = openSubmissions(sight, inquiry.findings)
  return {
    tools: [...reading, ...submissions.tools],
    task: reviewTask(inquiry, sight, fence),
    outcome: () => ({ ...submissions.submitted(), verdict: null }),
  }
}

/** They look at code; none of them reaches a network, a file or a secret. */
function codeTools(sight: Sight, fence: Fence): Tool[] {
  return [
    outlineTool(sight, fence),
    readTool(sight, fence),
    searchTool(sight, fence),
    findCodeTool(sight, fence),
    callersTool(sight, fence),
    calleesTool(sight, fence),
  ]
}

/** What the engine knows, and what the catalogue and the models of the product say. */
function factTools({ facts, findings }: Inquiry, sight: Sight, fence: Fence): Tool[] {
  return [
    processesTool(facts, sight, fence),
    topologyTool(facts, sight, fence),
    ruleFindingsTool(findings, fence),
    hazardTool,
    witnessTool,
    mechanismTool,
  ]
}

/** A finding shows code: of a file that is withheld, none is told. */
function shownFindings(findings: readonly Finding[], sight: Sight): Finding[] {
  return findings.filter(({ locations }) => locations.every(({ path }) => sight.isShown(path)))
}
