import type { Finding } from '../report.ts'
import type { Sections } from './shape.ts'
import { placeText } from './subject.ts'

/** What was reviewed, for the key that a block is found again by. */
export interface Reviewed {
  readonly repository: string
  readonly paths: readonly string[]
  readonly commit: string | null
}

type Parts = Pick<Sections, 'clustering' | 'useCases' | 'scenarios' | 'monitoring' | 'tests'>

/**
 * What to keep of a review for whoever works on the code next. The same commit gives the same block, and a later one
 * replaces it: there is no date in it, and the marks name what was reviewed.
 */
export function learnings(
  parts: Parts,
  findings: readonly Finding[],
  reviewed: Reviewed,
): Sections['learnings'] {
  const key = [reviewed.repository, ...reviewed.paths]
    .map((part) => part.replace(/[^\w./-]/g, '_'))
    .join(' ')
    .replaceAll('--', '_')
  const begin = `<!-- distreview:begin ${key} -->`
  const end = `<!-- distreview:end ${key} -->`
  const lines = [
    begin,
    `## Distributed design of ${code(reviewed.repository)}${reviewed.paths.length > 0 ? `, ${reviewed.paths.map(code).join(', ')}` : ''}`,
    '',
    `From a static review of ${reviewed.commit ? `commit ${code(reviewed.commit.slice(0, 12))}` : 'a folder without git'}. No test was run.`,
    '',
    ...configuration(parts),
    ...decisions(parts, findings),
    ...gotchas(findings),
    ...reviewWhen(parts),
    end,
  ]
  return { path: '.claude/project-learnings.md', begin, end, block: `${lines.join('\n')}\n` }
}

/** Names of a repository are data: nothing in them may end the span or the line. */
function code(name: string): string {
  return `\`${name.replace(/[`\r\n]/g, ' ').replaceAll('-->', '-- >')}\``
}

function configuration({ clustering }: Parts): string[] {
  const { size, discovery, kernelSettings } = clustering
  const lines = ['### Configuration', '']
  lines.push(
    'evidence' in size
      ? `- Nodes: ${size.value.min}${size.value.max === size.value.min ? '' : ` to ${size.value.max ?? 'any number'}`}.`
      : `- Nodes: unknown. ${size.because}`,
  )
  for (const { library, strategy, onFailure } of discovery.slice(0, 5))
    lines.push(`- Discovery: ${code(`${library} ${strategy}`)}.${onFailure ? ` ${onFailure}` : ''}`)
  for (const { key, value, meaning } of kernelSettings.filter(({ key }) => key === 'net_ticktime'))
    lines.push(`- ${code(key)}: ${value}. ${meaning}`)
  return [...lines, '']
}

function decisions({ useCases }: Parts, findings: readonly Finding[]): string[] {
  if (useCases.length === 0) return []
  const lines = ['### Mechanisms', '']
  for (const {
    kind,
    name,
    mechanismNow,
    guaranteeNow,
    fit,
    better,
    evidence,
    findings: against,
  } of useCases.slice(0, 20)) {
    const open = against.filter((one) => findings.some(({ fingerprint }) => fingerprint === one)).length
    const at = evidence[0] ? ` (${code(placeText(evidence[0]))})` : ''
    lines.push(`- ${kind} ${code(name)}${at}: ${mechanismNow}. ${guaranteeNow}`)
    if (fit === 'unsafe' && open > 0)
      lines.push(`  - ${open} open ${open === 1 ? 'finding' : 'findings'}: not a decision to build on.`)
    if (better) lines.push(`  - By the model ${better.name} scores higher; some answers were assumed.`)
  }
  return [...lines, '']
}

function gotchas(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  const lines = ['### Open findings', '']
  for (const {
    title,
    severity,
    rule,
    locations: [at],
  } of findings.slice(0, 15))
    lines.push(`- ${severity}: ${title} (${code(rule)}${at ? `, ${code(placeText(at))}` : ''}).`)
  if (findings.length > 15) lines.push(`- ${findings.length - 15} more are in the report.`)
  return [...lines, '']
}

function reviewWhen({ clustering }: Parts): string[] {
  const { links } = clustering
  return [
    '### Review again when',
    '',
    links
      ? `- more than ${links.nodes} nodes run (${links.cluster} links now);`
      : '- the number of nodes becomes known, or changes;',
    '- a second region is added;',
    '- OTP is upgraded, or a library of the cluster.',
  ]
}
