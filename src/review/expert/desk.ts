import { randomBytes } from 'node:crypto'
import type { Finding, Report } from '../report.ts'
import type { Program } from '../source/program/program.ts'
import { createFence, type Fence } from './fence.ts'
import { checkedPlaces, openSight, type Sight } from './sight.ts'
import { questionTask, reviewTask } from './task.ts'
import { calleesTool, callersTool } from './tools/calls.ts'
import { outlineTool } from './tools/outline.ts'
import { readTool, searchTool } from './tools/reading.ts'
import { ruleFindingsTool } from './tools/rule-findings.ts'
import { openSubmissions, type Submissions } from './tools/submit.ts'
import type { Tool, ToolAnswer } from './tools/tool.ts'

/** What is asked of the expert, and what is known already. */
export interface Inquiry {
  /** null: a review; findings may be submitted. */
  readonly question: string | null
  readonly target: Report['target']
  readonly commit: string | null
  readonly findings: readonly Finding[]
}

type ToolSpec = Pick<Tool, 'name' | 'description' | 'inputSchema'>

/** Where the expert works: tools over the program, which may be in another thread. One inquiry at a time. */
export interface Desk {
  open(inquiry: Inquiry): Promise<{ readonly tools: readonly ToolSpec[]; readonly task: string }>
  use(tool: string, input: unknown): Promise<ToolAnswer>
  /** What was submitted since `open`. */
  submitted(): Promise<Pick<Submissions, 'findings' | 'dropped'>>
  /** Places in a text that are not there become `(no such place)`. */
  checked(text: string): Promise<{ text: string; wrongPlaces: number }>
}

export function openDesk(program: () => Program): Desk {
  let tools: readonly Tool[] = []
  let submissions: Submissions | null = null
  return {
    async open({ question, ...subject }) {
      const sight = openSight(program())
      const fence = createFence(newMark())
      submissions = question === null ? openSubmissions(sight, subject.findings) : null
      tools = [
        ...readingTools(sight, subject.findings, fence),
        ...(submissions === null ? [] : [submissions.tool]),
      ]
      return {
        tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
        task:
          question === null
            ? reviewTask(subject, sight, fence)
            : questionTask(question, subject, sight, fence),
      }
    },
    async use(name, input) {
      const tool = tools.find((each) => each.name === name)
      return tool ? tool.run(input) : { text: `There is no tool ${name}.`, wrong: 'input' }
    },
    async submitted() {
      return { findings: [...(submissions?.findings ?? [])], dropped: [...(submissions?.dropped ?? [])] }
    },
    async checked(text) {
      return checkedPlaces(text, openSight(program()))
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
