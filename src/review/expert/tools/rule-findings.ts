import { z } from 'zod'
import type { Finding } from '../../report.ts'
import type { Fence } from '../fence.ts'
import { defineTool, type Tool } from './tool.ts'

/** Findings of one answer; the rest are on the next page. */
const page = 40

/** What the rules found, so that nothing is said twice, everything can be explained, and candidates can be judged. */
export function ruleFindingsTool(findings: readonly Finding[], fence: Fence): Tool {
  return defineTool({
    name: 'rule_findings',
    description:
      'Lists what the rules found, each with its place, reasons, fingerprint and what was looked for in vain. A candidate is a shape that only a reader can judge: it is not posted.',
    input: z.object({
      only: z.enum(['posted', 'candidates']).optional(),
      from: z.int().min(0).optional().describe('How many to skip, for the next page'),
    }),
    run({ only, from = 0 }) {
      const wanted = findings.filter(({ posted }) => only === undefined || posted === (only === 'posted'))
      if (wanted.length === 0)
        return { text: only === 'candidates' ? 'There are no candidates.' : 'The rules found nothing.' }
      const shown = wanted.slice(from, from + page)
      const left = wanted.length - from - shown.length
      return {
        text: `${fence(shown.map(described).join('\n\n'))}${left > 0 ? `\n${left} more: ask from ${from + page}.` : ''}`,
      }
    },
  })
}

function described(finding: Finding): string {
  const places = finding.locations.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`)
  return [
    `${finding.rule}, ${finding.severity}, confidence ${finding.confidence}${finding.posted ? '' : ', candidate'}: ${finding.title}`,
    `fingerprint ${finding.fingerprint}, at ${places.join(', ')}`,
    finding.problem,
    ...finding.evidence.map(({ text }) => `because ${text}`),
    ...(finding.guardsLookedFor.length > 0 ? [`not found: ${finding.guardsLookedFor.join('; ')}`] : []),
  ].join('\n')
}
