import { z } from 'zod'
import type { Call } from '../../source/form.ts'
import { lineAt, symbolOf } from '../../source/program/place.ts'
import type { Site } from '../../source/program/program.ts'
import { visitClause } from '../../source/walk.ts'
import type { Fence } from '../fence.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool, type ToolAnswer } from './tool.ts'

const most = 100

const Named = z.object({
  module: z.string().min(1).max(300),
  function: z.string().min(1).max(300),
  arity: z.int().min(0).max(255).optional(),
})

/** Who calls a function, of the program or of a library. */
export function callersTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'callers',
    description:
      'Lists the calls of a function, of this program or of a library. Elixir names of Erlang functions are joined: Node.list/0 and erlang:nodes/0 are both module erlang, function nodes.',
    input: Named,
    run({ module, function: name, arity }) {
      const sites = sight
        .callsOf(module.replace(/^:|^Elixir\./, ''), name)
        .filter(({ expr }) => arity === undefined || expr.args.length === arity)
      if (sites.length === 0) return { text: 'No call of it was found.' }
      return listed(sites.map(callerEntry), fence)
    },
  })
}

/** What a function calls. */
export function calleesTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'callees',
    description: 'Lists what a function of this program calls, in the order of its lines.',
    input: Named,
    run({ module, function: name, arity }) {
      const definitions = sight.functions(module, name, arity ?? null)
      if (definitions.length === 0)
        return { text: 'No such function was read; outline lists them.', wrong: 'subject' }
      const entries: string[] = []
      for (const { file, fn } of definitions) {
        for (const clause of fn.clauses) {
          visitClause(clause, (expr) => {
            if (expr.kind === 'call')
              entries.push(`${file.path}:${lineAt(file, expr.start)} ${calleeName(expr)}`)
          })
        }
      }
      return entries.length === 0 ? { text: 'It calls nothing by name.' } : listed(entries, fence)
    },
  })
}

function listed(entries: readonly string[], fence: Fence): ToolAnswer {
  const left = entries.length - most
  return {
    text: `${fence(entries.slice(0, most).join('\n'))}${left > 0 ? `\n${left} more are not shown.` : ''}`,
  }
}

function callerEntry({ expr, frame }: Site<Call>): string {
  const context = frame.file.inScope ? '' : ' (context)'
  return `${frame.file.path}:${lineAt(frame.file, expr.start)} in ${symbolOf(frame) ?? 'the file'}, with ${expr.args.length} arguments${context}`
}

function calleeName({ module, name, args }: Call): string {
  return `${module ?? '(computed)'} ${name}/${args.length}`
}
