import type { Report } from '../review/report.ts'
import type { Choice } from './cards/order.ts'
import { counted } from './document/counted.ts'
import { printable } from './json.ts'
import { invocation } from './sarif/invocation.ts'
import { root } from './sarif/places.ts'
import { result } from './sarif/result.ts'
import { rulesOf } from './sarif/rules.ts'

/**
 * The findings as SARIF 2.1.0, for code scanning and editors; two spaces, a line feed at the end.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function sarif(report: Report, choice: Choice = {}): string {
  const findings = counted(report, choice).map(({ finding }) => finding)
  const rules = rulesOf(findings)
  const indexes = new Map(rules.map(({ id }, at) => [id, at]))
  const { name, version } = report.tool
  return printable({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, version, semanticVersion: version, language: 'en-GB', rules } },
        invocations: [invocation(report)],
        ...provenance(report),
        originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, indexes.get(finding.rule) ?? -1)),
        properties: {
          repository: report.target.repository,
          commit: report.commit,
          depth: report.depth,
          verdict: report.verdict,
          counts: report.counts,
        },
      },
    ],
  })
}

/** Where the commit is kept. SARIF wants an address: without one the commit is in the properties alone. */
function provenance({ target, commit }: Report) {
  if (commit === null || target.webUrl === null || !URL.canParse(target.webUrl)) return {}
  const branch = target.ref === null ? {} : { branch: target.ref }
  const repositoryUri = new URL(target.webUrl).href
  return {
    versionControlProvenance: [
      { repositoryUri, revisionId: commit, ...branch, mappedTo: { uriBaseId: root } },
    ],
  }
}
