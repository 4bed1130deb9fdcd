import { pageOf } from '../../review/answers/index.ts'
import type { Report, Severity } from '../../review/report.ts'
import type { Card, Line, Part } from '../card.ts'
import { askNext } from './answer.ts'
import { reviewed } from './coverage.ts'
import { failureCard, fixCard, whyCard } from './details.ts'
import { type Numbered, worstFirst } from './order.ts'
import { place } from './place.ts'
import { code, footnote, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { type Said, type SaidOf, saidWords } from './verdict.ts'
import { count, sentence, severityWord, subject, tally } from './words.ts'

/** What is asked of one finding by its number. */
type Aspect = 'why' | 'fix' | 'failure'

/**
 * The answer to "why is 2 critical", "show the fix for 3", "how does 1 fail", with the place and the page of the rule.
 * `said` is the severity that the question takes it to have.
 */
export function findingAnswerCard(
  aspect: Aspect,
  numbered: Numbered,
  report: Report,
  said: Severity | null = null,
): Card {
  const { number, finding } = numbered
  const card = { why: whyCard, fix: fixCard, failure: failureCard }[aspect](finding, report)
  const others = (['why', 'failure', 'fix'] as const).filter((each) => each !== aspect)
  return {
    ...card,
    summary: `${number} · ${card.summary}`,
    parts: [
      ...numberedHeading(card.parts, number),
      ...(aspect === 'why' ? severity(numbered, said) : []),
      ...card.parts.slice(1),
      ...askNext(others.map((each) => asked[each](number))),
      footnote(...cited(numbered, report)),
    ],
  }
}

const asked: Record<Aspect, (number: number) => string> = {
  why: (number) => `why is ${number} reported`,
  failure: (number) => `how does ${number} fail`,
  fix: (number) => `show the fix for ${number}`,
}

function numberedHeading([first]: readonly Part[], number: number): Part[] {
  return first?.kind === 'heading' ? [heading(`${number} · ${first.text}`)] : []
}

function severity({ number, finding }: Numbered, said: Severity | null): Part[] {
  const is = `${severityWord[finding.severity]}, because of what follows from it:`
  const not =
    said !== null && said !== finding.severity ? `${number} is ${finding.severity}, not ${said}. ` : ''
  return [line(text(not), strong(is), text(' '), ...prose(sentence(finding.impact)))]
}

/** The place, the rule's page and the commit. */
function cited({ finding }: Numbered, report: Report): Line {
  const [first] = finding.locations
  const page = pageOf(finding)
  return [
    ...(first === undefined ? [] : [place(first, report), text(' · ')]),
    ...(page === null
      ? [text('no page: a model judged it')]
      : [text('rule '), code(finding.rule), text(', page '), code(page)]),
    text(' · '),
    ...reviewed(report),
  ]
}

/** Every finding by its number, a line each, with what people have said of it. */
export function findingsCard(report: Report, said: SaidOf = () => undefined): Card {
  const findings = worstFirst(report)
  const title =
    findings.length === 0
      ? `Nothing found in ${subject(report.target)}`
      : `${tally(report.counts) || count(findings.length, 'finding')} in ${subject(report.target)}`
  const [first] = findings
  return {
    summary: sentence(title),
    ...(first === undefined ? {} : { severity: first.finding.severity }),
    parts: [
      heading(title),
      ...list(findings.map((each) => findingLine(each, report, said(each.finding)))),
      ...(first === undefined ? paragraph('Say what holds, or what did you not read.') : []),
      ...askNext(
        first === undefined
          ? ['what holds', 'checklist']
          : [`show ${first.number}`, asked.why(first.number), asked.fix(first.number)],
      ),
      footnote(...reviewed(report), text('.')),
    ],
  }
}

/** `2 · Critical · title · place`. */
function findingLine({ number, finding }: Numbered, report: Report, said: Said | undefined): Line {
  const [first] = finding.locations
  return [
    text(`${number} · ${severityWord[finding.severity]} · `),
    ...prose(finding.title),
    ...(first === undefined ? [] : [text(' · '), place(first, report)]),
    ...(said === undefined ? [] : [text(` · ${saidWords(said)}`)]),
  ]
}
