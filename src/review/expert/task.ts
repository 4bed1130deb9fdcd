import type { Finding } from '../report.ts'
import type { Inquiry, Purpose } from './desk.ts'
import type { Fence } from './fence.ts'
import type { Sight } from './sight.ts'

/** Files of the reviewed paths that are named at once; the tools list the rest. */
const mostFiles = 150
/** Lines around a claim that its challenger sees at once. */
const around = 15

/** What is under review, as the first message says it. */
export function reviewTask(inquiry: Inquiry, sight: Sight, fence: Fence): string {
  return `${situation(inquiry, sight, fence)}

Review it now.`
}

export function questionTask(
  { question, earlier }: Purpose & { kind: 'question' },
  inquiry: Inquiry,
  sight: Sight,
  fence: Fence,
): string {
  const said = earlier.map((each) => `Question: ${each.question}\nAnswer: ${each.answer}`)
  const before = said.length === 0 ? '' : `\n\nSaid in this thread before:\n${fence(said.join('\n\n'))}`
  return `${situation(inquiry, sight, fence)}${before}

The question:
${question}`
}

/** The claim and its code, and nothing else of the review: who refutes must not lean on who claimed. */
export function challengeTask(finding: Finding, { commit }: Inquiry, sight: Sight, fence: Fence): string {
  const [first] = finding.locations
  const file = first ? sight.file(first.path) : undefined
  const code =
    first && file
      ? sight
          .lines(file)
          .slice(Math.max(0, first.startLine - 1 - around), first.endLine + around)
          .map((line, at) => `${Math.max(1, first.startLine - around) + at}\t${line}`)
      : []
  const claim = [
    `hazard: ${finding.rule} (${finding.title})`,
    `at: ${first?.path}:${first?.startLine}-${first?.endLine}`,
    `problem: ${finding.problem}`,
    ...finding.failureScenario.map((step, at) => `step ${at + 1}: ${step}`),
    `said to be missing: ${finding.guardsLookedFor.join('; ')}`,
  ]
  return `A claim about code at commit ${commit ?? 'none (a folder)'}:
${fence(claim.join('\n'))}
The code there:
${fence([first?.path, ...code].join('\n'))}

Refute it if you can.`
}

function situation({ target, commit, findings }: Inquiry, sight: Sight, fence: Fence): string {
  const files = sight.files.filter(({ inScope }) => inScope)
  const context = sight.files.length - files.length
  const named = files.slice(0, mostFiles).map((file) => `${file.path} (${sight.lines(file).length} lines)`)
  const left = files.length - named.length
  const found = findings.map(
    ({ origin, rule, severity, confidence, posted, locations: [first] }) =>
      `${rule} (${origin}), ${severity}, confidence ${confidence}, ${first?.path}:${first?.startLine}-${first?.endLine}${posted ? '' : ', not posted: submit it if you can confirm it'}`,
  )
  const withheld =
    sight.withheld === 0
      ? ''
      : `\n${sight.withheld === 1 ? '1 file is' : `${sight.withheld} files are`} withheld by a setting: what stands in them is unknown, never "missing".`
  return `Under review at commit ${commit ?? 'none (a folder)'}, with ${context} more files read as context.${withheld}
${fence(
  [
    `repository: ${target.repository}`,
    `paths: ${target.paths.length === 0 ? 'all' : target.paths.join(', ')}`,
    'files:',
    ...named,
    ...(left > 0 ? [`and ${left} more`] : []),
  ].join('\n'),
)}
${found.length === 0 ? 'Nothing was found before you.' : `Found before you:\n${fence(found.join('\n'))}`}`
}
