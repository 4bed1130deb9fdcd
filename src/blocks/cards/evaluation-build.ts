import type { Consultation } from '../../review/consensus/index.ts'
import type { Card, Part } from '../card.ts'
import { code, footnote, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { sentence } from './words.ts'

type Answer = NonNullable<Consultation['answer']>

/** How to build one option: code in both languages, settings, tests, signals, the way there, and a page for the repository. */
export function buildCards(answer: Answer): Card[] {
  return [
    inLanguage(answer, 'Elixir', answer.elixir),
    ...(answer.erlang.length === 0 ? [] : [inLanguage(answer, 'Erlang', answer.erlang)]),
    operation(answer),
    wayThere(answer),
  ]
}

function inLanguage(answer: Answer, language: 'Elixir' | 'Erlang', samples: Answer['elixir']): Card {
  const title = `${answer.name} in ${language}`
  const settings = answer.configuration.filter(
    ({ language: of }) => of !== (language === 'Elixir' ? 'erlang' : 'elixir'),
  )
  return card(title, [
    ...paragraph(
      answer.packages.length === 0 ? 'Needs nothing beyond OTP.' : `Needs ${answer.packages.join('; ')}.`,
    ),
    ...files(samples),
    ...(settings.length === 0 ? [] : [line(strong('Configuration'))]),
    ...files(settings),
    ...(answer.missing === null ? [] : [footnote(text(answer.missing))]),
  ])
}

function files(samples: Answer['elixir']): Part[] {
  return samples.flatMap(({ file, language, code: written }): Part[] => [
    line(code(file)),
    {
      kind: 'code',
      language: language === 'elixir' || language === 'erlang' ? language : 'text',
      text: written.trimEnd(),
    },
  ])
}

function operation(answer: Answer): Card {
  return card(`${answer.name}: for, against, and what to watch`, [
    line(strong('For')),
    ...list(answer.pros.map(prose)),
    ...(answer.cons.length === 0 ? [] : [line(strong('Against')), ...list(answer.cons.map(prose))]),
    line(strong('Signals')),
    ...list(
      answer.signals.map(({ what, from, alert }) => [
        strong(`${what}: `),
        ...prose(from),
        text('. Alert when: '),
        ...prose(alert),
        text('.'),
      ]),
    ),
    line(strong('It has worked when')),
    ...list(answer.metrics.map(prose)),
  ])
}

function wayThere(answer: Answer): Card {
  return card(`${answer.name}: the way there`, [
    ...answer.migration.flatMap(({ phase, steps, back }): Part[] => [
      line(strong(phase)),
      ...list(steps.map(prose), true),
      line(strong('Way back: '), ...prose(`${back}.`)),
    ]),
    line(strong('A page for the repository')),
    { kind: 'code', language: 'text', text: answer.documentation.trimEnd() },
  ])
}

function card(title: string, parts: readonly Part[]): Card {
  return { summary: sentence(title), parts: [heading(title), ...parts] }
}
