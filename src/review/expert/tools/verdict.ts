import { z } from 'zod'
import { Lines } from '../claim.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool } from './tool.ts'

const Given = z.object({
  verdict: z
    .enum(['stands', 'refuted', 'unclear'])
    .describe('refuted: code shows that it does not happen; unclear: the code does not decide it'),
  because: z.string().trim().min(1).max(600),
  places: z.array(Lines).max(6).default([]).describe('Where the code shows it; of a refutation at least one'),
})

export interface Verdict {
  readonly verdict: z.infer<typeof Given>['verdict']
  readonly because: string
}

/** Takes the verdict of a second reading; a refutation must name lines that are there. */
export function openVerdict(sight: Sight): { readonly tool: Tool; given(): Verdict | null } {
  let kept: Verdict | null = null
  const tool = defineTool({
    name: 'give_verdict',
    description: 'Gives the verdict on the claim, once, at the end.',
    input: Given,
    run({ verdict, because, places }) {
      const missing = places.find(({ path, startLine, endLine }) => {
        const file = sight.file(path)
        return !file || endLine < startLine || endLine > sight.lines(file).length
      })
      if (missing)
        return {
          text: `There is no place ${missing.path}:${missing.startLine}-${missing.endLine}.`,
          wrong: 'subject',
        }
      if (verdict === 'refuted' && places.length === 0)
        return { text: 'A refutation names the lines that show it.', wrong: 'subject' }
      kept = { verdict, because }
      return { text: 'Taken.', ends: true }
    },
  })
  return { tool, given: () => kept }
}
