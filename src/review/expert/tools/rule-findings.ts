import { z } from 'zod'
import type { Finding } from '../../report.ts'
import type { Fence } from '../fence.ts'
import { defineTool, type Tool } from './tool.ts'

/** What the rules found, so that nothing is said twice and everything can be explained. */
export function ruleFindingsTool(findings: readonly Finding[], fence: Fence): Tool {
  return defineTool({
    name: 'rule_findings',
    description: 'Lists what the rules found, each with its place, reasons and what was looked for in vain.',
    input: z.object({}),
    run() {
      if (findings.length === 0) return { text: 'The rules found nothing.' }
      return { text: fence(findings.map(described).join('\n\n')) }
    },
  })
}

function described(finding: Finding): string {
  const places = finding.locations.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`)
  return [
    `${finding.rule}, ${finding.severity}, confidence ${finding.confidence}: ${finding.title}`,
    `at ${places.join(', ')}`,
    finding.problem,
    ...finding.evidence.map(({ text }) => `because ${text}`),
    ...(finding.guardsLookedFor.length > 0 ? [`not found: ${finding.guardsLookedFor.join('; ')}`] : []),
  ].join('\n')
}
