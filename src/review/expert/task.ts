import type { Finding, Report } from '../report.ts'
import type { Fence } from './fence.ts'
import type { Sight } from './sight.ts'

/** Files of the reviewed paths that are named at once; the tools list the rest. */
const mostFiles = 150

interface Subject {
  readonly target: Pick<Report['target'], 'repository' | 'paths'>
  readonly commit: string | null
  readonly findings: readonly Finding[]
}

/** What is under review, as the first message says it. */
export function reviewTask(subject: Subject, sight: Sight, fence: Fence): string {
  return `${situation(subject, sight, fence)}

Review it now.`
}

export function questionTask(question: string, subject: Subject, sight: Sight, fence: Fence): string {
  return `${situation(subject, sight, fence)}

The question:
${question}`
}

function situation({ target, commit, findings }: Subject, sight: Sight, fence: Fence): string {
  const files = sight.program.files.filter(({ inScope }) => inScope)
  const context = sight.program.files.length - files.length
  const named = files.slice(0, mostFiles).map((file) => `${file.path} (${sight.lines(file).length} lines)`)
  const left = files.length - named.length
  const found = findings.map(
    ({ origin, rule, severity, confidence, posted, locations: [first] }) =>
      `${rule} (${origin}), ${severity}, confidence ${confidence}, ${first?.path}:${first?.startLine}-${first?.endLine}${posted ? '' : ', not posted: submit it if you can confirm it'}`,
  )
  return `Under review at commit ${commit ?? 'none (a folder)'}, with ${context} more files read as context.
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
