import type { ExpertRun, Finding } from '../../report.ts'
import { groundAddition } from '../additions.ts'
import { Addition, Claim } from '../claim.ts'
import { ground } from '../grounding.ts'
import { plainWords } from '../plain.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool } from './tool.ts'

/** Additions that one review takes. */
const mostAdditions = 20

/** What was submitted, as far as it is checked. */
export interface Submitted {
  /** Grounded, in the order of submission. */
  readonly findings: readonly Finding[]
  /** Those that were not right at the second try either, or were not tried again. */
  readonly dropped: ExpertRun['dropped']
  readonly sections: ExpertRun['sections']
}

interface Submissions {
  readonly tools: readonly Tool[]
  submitted(): Submitted
}

interface Entry {
  readonly claim: Claim
  readonly reason: string
  readonly isFinal: boolean
}

/**
 * Takes claims; each is checked against the source before it counts. One that does not stand goes back once with its
 * reason; what does not stand then is dropped, and counted.
 */
export function openSubmissions(sight: Sight, ofRules: readonly Finding[]): Submissions {
  const findings: Finding[] = []
  /** Claims that do not stand, by the number that they came back with. */
  const returned = new Map<number, Entry>()
  let last = 0
  const sections: ExpertRun['sections'] = []
  const finding = defineTool({
    name: 'submit_finding',
    description:
      'Submits one finding. It counts only if the quote stands letter for letter at its lines, inside the reviewed paths, the function, places and missing guards that it names are as it says, and no rule reports the same there. What does not stand comes back once, to be corrected.',
    input: Claim,
    run(claim) {
      const entry = claim.corrects === undefined ? undefined : returned.get(claim.corrects)
      if (claim.corrects !== undefined && (entry === undefined || entry.isFinal))
        return { text: `There is no claim ${claim.corrects} to correct.`, wrong: 'subject' }
      const outcome = ground(claim, sight, [...ofRules, ...findings])
      if ('finding' in outcome) {
        if (claim.corrects !== undefined) returned.delete(claim.corrects)
        findings.push(outcome.finding)
        return { text: 'Taken.' }
      }
      const { reason } = outcome
      if (claim.corrects !== undefined) {
        returned.set(claim.corrects, { claim, reason, isFinal: true })
        return { text: `Dropped: ${reason}.`, wrong: 'subject' }
      }
      last += 1
      returned.set(last, { claim, reason, isFinal: false })
      return {
        text: `Not taken: ${reason}. Look again, and submit it once more with corrects: ${last}, or leave it.`,
        wrong: 'subject',
      }
    },
  })
  const section = defineTool({
    name: 'submit_section',
    description:
      'Adds to a part of the report what facts alone do not say, or explains a finding of the rules by its fingerprint (rule_findings lists them). It changes nothing that stands there.',
    input: Addition,
    run(addition) {
      if (sections.length >= mostAdditions) return { text: `${mostAdditions} are enough.`, wrong: 'subject' }
      const outcome = groundAddition(addition, sight, ofRules)
      if ('reason' in outcome) return { text: `Not taken: ${outcome.reason}.`, wrong: 'subject' }
      sections.push(outcome.section)
      return { text: 'Taken.' }
    },
  })
  return {
    tools: [finding, section],
    submitted: () => ({
      findings: [...findings],
      dropped: [...returned.values()].map(({ claim, reason }) => ({
        claim: nameOf(claim),
        reason: plainWords(reason),
      })),
      sections: [...sections],
    }),
  }
}

function nameOf({ rule, path, startLine, endLine }: Claim): string {
  return plainWords(`${rule} at ${path}:${startLine}-${endLine}`)
}
