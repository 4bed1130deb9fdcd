import type { Edit, Finding, Severity } from '../../review/report.ts'
import { sentence } from '../cards/words.ts'
import { visible } from '../escape.ts'
import { artifact, located, physical } from './places.ts'

export const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  important: 'warning',
  minor: 'note',
}

/** A finding as a result: every place of its cause, what was seen elsewhere, the witness, the patch, who accepts it. */
export function result(finding: Finding, ruleIndex: number) {
  const { rule, severity, confidence, locations, evidence, posted, origin, confidenceBasis } = finding
  const related = evidence.flatMap(({ location, text }, id) =>
    location === null
      ? []
      : [{ id, message: { text: visible(sentence(text)) || 'Evidence.' }, ...located(location) }],
  )
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: visible([finding.title, finding.problem, finding.impact].map(sentence).join(' ')) },
    locations: locations.map(located),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...codeFlows(finding),
    ...fixes(finding),
    ...suppressions(finding),
    partialFingerprints: {
      'ruleAndForm/v1': finding.fingerprint,
      'ruleAndSymbol/v1': finding.symbolFingerprint,
    },
    rank: confidence,
    properties: { confidence, confidenceBasis, origin, posted },
  }
}

/** A witness is the run of a model, not of lines: each of its steps stands at the place of the finding. */
function codeFlows({ witness, locations }: Finding) {
  const [first] = locations
  if (witness.kind === 'none' || witness.steps.length === 0 || first === undefined) return {}
  const steps = witness.steps.map((step, at) => ({
    location: {
      message: { text: visible(step) || '.' },
      physicalLocation: physical({ ...first, snippet: '' }),
    },
    executionOrder: at + 1,
  }))
  const text = `The shortest bad trace of a small model with the values of the code. ${sentence(witness.howComputed)}`
  return { codeFlows: [{ message: { text: visible(text) }, threadFlows: [{ locations: steps }] }] }
}

function fixes({ fix }: Finding) {
  if (fix.patch === null) return {}
  const artifactChanges = fix.patch.files.map(({ path, edits }) => ({
    artifactLocation: artifact(path),
    replacements: edits.map(replacement),
  }))
  return { fixes: [{ description: { text: visible(sentence(fix.summary)) || 'A patch.' }, artifactChanges }] }
}

/** Whole lines as a region: to the start of the line after them where nothing replaces them, else to their end. */
function replacement({ startLine, endLine, lines }: Edit) {
  if (endLine < startLine) {
    const deletedRegion = { startLine, startColumn: 1, endLine: startLine, endColumn: 1 }
    return { deletedRegion, insertedContent: { text: lines.map((line) => `${line}\n`).join('') } }
  }
  if (lines.length === 0)
    return { deletedRegion: { startLine, startColumn: 1, endLine: endLine + 1, endColumn: 1 } }
  return {
    deletedRegion: { startLine, startColumn: 1, endLine },
    insertedContent: { text: lines.join('\n') },
  }
}

/** The repository says that it lives with it; the result stays, as the report keeps the finding. */
function suppressions({ accepted }: Finding) {
  if (accepted === null) return {}
  const { reason, path, line } = accepted
  const location = { physicalLocation: { artifactLocation: artifact(path), region: { startLine: line } } }
  return {
    suppressions: [{ kind: 'external', status: 'accepted', justification: visible(reason), location }],
  }
}
