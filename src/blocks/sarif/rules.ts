import type { Finding } from '../../review/report.ts'
import { hazards } from '../../review/rules/hazards.ts'
import { rules } from '../../review/rules/index.ts'
import type { Rule } from '../../review/rules/rule.ts'
import type { Card } from '../card.ts'
import { code, heading, line, list, paragraph, prose, strong, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { markdown } from '../markdown.ts'
import { levels } from './result.ts'

/** The rules of these findings, each once, in the order in which they come, with a page of help. */
export function rulesOf(findings: readonly Finding[]) {
  const firsts = new Map<string, Finding>()
  for (const finding of findings) if (!firsts.has(finding.rule)) firsts.set(finding.rule, finding)
  return [...firsts.values()].map(described)
}

function described(finding: Finding) {
  const rule = rules.find(({ id }) => id === finding.rule)
  const hazard = hazards.find(({ id }) => id === finding.rule)
  const { family, title, severity } = rule ?? hazard ?? finding
  const help = rule === undefined ? [] : helpOf(rule)
  return {
    id: finding.rule,
    shortDescription: { text: capital(sentence(title)) || finding.rule },
    ...(rule === undefined ? {} : { fullDescription: { text: sentence(rule.problem) }, help: asHelp(help) }),
    defaultConfiguration: { level: levels[severity] },
    properties: { family, tags: ['distributed-systems', family] },
  }
}

/** The page of a hazard: what the code does, how it fails, what would make it right. */
function helpOf(rule: Rule): Card['parts'] {
  return [
    heading(rule.title),
    ...paragraph(`${sentence(rule.problem)} ${sentence(rule.impact)}`),
    line(strong('How it fails')),
    ...list(
      rule.failureScenario.map((step) => prose(sentence(step))),
      true,
    ),
    line(strong('What makes it right')),
    ...list(rule.guardsLookedFor.map((guard) => prose(sentence(guard)))),
    line(strong('Fix')),
    ...paragraph(sentence(rule.fix.summary)),
    { kind: 'code', text: rule.fix.elixir, language: 'elixir' },
    { kind: 'code', text: rule.fix.erlang, language: 'erlang' },
    ...(rule.fix.residualRisk === null
      ? []
      : [line(strong('Still at risk:'), text(' '), ...prose(sentence(rule.fix.residualRisk)))]),
    line(strong('Sources')),
    ...list(rule.sources.map((source) => [text(source)])),
    line(text('Rule '), code(rule.id), text('.')),
  ]
}

function asHelp(parts: Card['parts']) {
  const plain = parts.flatMap((part) => {
    if (part.kind === 'heading') return [part.text]
    if (part.kind === 'line') return [part.line.map((run) => run.text).join('')]
    if (part.kind === 'list') return part.items.map((item) => `- ${item.map((run) => run.text).join('')}`)
    return part.kind === 'code' ? [part.text] : []
  })
  return { text: plain.join('\n\n'), markdown: markdown([{ summary: '', parts }]) }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
