import type { Finding } from '../../report.ts'
import { Claim } from '../claim.ts'
import { ground } from '../grounding.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool } from './tool.ts'

export interface Submissions {
  readonly tool: Tool
  /** Grounded, in the order of submission. */
  readonly findings: readonly Finding[]
  readonly dropped: readonly { readonly claim: string; readonly reason: string }[]
}

/** Takes claims; each is checked against the source before it counts, and the model hears the outcome. */
export function openSubmissions(sight: Sight, ofRules: readonly Finding[]): Submissions {
  const findings: Finding[] = []
  const dropped: { claim: string; reason: string }[] = []
  const tool = defineTool({
    name: 'submit_finding',
    description:
      'Submits one finding. It is posted only if the quote stands letter for letter at its lines, inside the reviewed paths, and no rule reports the same there.',
    input: Claim,
    run(claim) {
      const outcome = ground(claim, sight, [...ofRules, ...findings])
      if ('reason' in outcome) {
        dropped.push({
          claim: `${claim.rule} at ${claim.path}:${claim.startLine}-${claim.endLine}`,
          reason: outcome.reason,
        })
        return { text: `Dropped: ${outcome.reason}.`, wrong: 'subject' }
      }
      findings.push(outcome.finding)
      return { text: 'Taken.' }
    },
  })
  return { tool, findings, dropped }
}
