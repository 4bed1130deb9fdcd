import { expect, test } from 'vitest'
import { adaptiveCards } from '../../src/blocks/adaptive-card.ts'
import { blockKit } from '../../src/blocks/block-kit.ts'
import { buildCards } from '../../src/blocks/cards/evaluation-build.ts'
import { markdown } from '../../src/blocks/markdown.ts'
import { implementationOf } from '../../src/review/consensus/answer/samples/index.ts'
import { consult } from '../../src/review/consensus/index.ts'
import { options } from '../../src/review/consensus/options.ts'
import { workedCases } from '../review/consensus/worked-cases.ts'
import { breaks } from './slack-rules.ts'
import { wordsOf } from './words-of.ts'

const [base] = workedCases.flatMap(({ profile }) => consult({ set: profile }).answer ?? [])

/** The answer for an option, whatever the use case that would lead to it. */
function answerOf(id: (typeof options)[number]['id']) {
  if (!base) throw new Error('No worked case has an answer.')
  const { elixir, erlang, missing, packages, configuration, signals } = implementationOf(id, 'map')
  return {
    ...base,
    ...{ option: id, name: id, missing, packages: [...packages], signals: [...signals] },
    ...{ elixir: [...elixir], erlang: [...erlang], configuration: [...configuration] },
  }
}

test('how to build any option fits what Slack and Teams take, and nothing of its code is cut', () => {
  for (const { id } of options) {
    const answer = answerOf(id)
    for (const card of buildCards(answer)) {
      for (const message of blockKit([card])) expect(breaks({ ...message }), id).toEqual([])
      expect(adaptiveCards([card]).length, id).toBeGreaterThan(0)
    }
    const written = markdown(buildCards(answer))
    for (const { code, file } of [...answer.elixir, ...answer.erlang]) {
      expect(written, file).toContain(code.trimEnd().split('\n').at(-1))
    }
  }
})

test('for a use case: needs, files, signals with alerts, phases with a way back, a page', () => {
  const { answer } = consult({
    words: 'a lock for the nightly invoice job, never run twice, 6 nodes, Postgres',
  })
  if (!answer) throw new Error('There is no answer.')
  expect(answer.option).toBe('postgres')
  const [elixir, erlang, operation, way] = buildCards(answer).map((card) => wordsOf(card))
  expect(elixir).toContain('Needs ecto_sql ~> 3.12 and postgrex ~> 0.19, or epgsql ~> 4.7.')
  expect(elixir?.join(' ')).toContain('defmodule Claim do')
  expect(erlang?.join(' ')).toContain('-module(claim).')
  expect(operation?.join(' ')).toContain('Alert when:')
  expect(way?.filter((line) => line.startsWith('Way back: '))).toHaveLength(4)
  expect(way?.join(' ')).toContain('# Coordination: Postgres')
})
