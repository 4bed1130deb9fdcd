import pino from 'pino'
import { expect, test } from 'vitest'
import { clickEvaluate, hearEvaluate, submitEvaluation } from '../../../src/bot/conversation/evaluate.ts'
import { buttonsOf, type SlackMessage, wordsOf } from '../../workspace/messages.ts'
import { type LineName, lines, openLine } from './lines.ts'

const stock = {
  'What is it?': 'bounded: never below 0, within a limit, or unique',
  'How consistent must it be?': '2: linearizable per key',
  'Two writes at once: what becomes of them?': 'reject: one must be refused (an invariant)',
  'How often do writers meet on one key?': '2: frequently',
  'Who must be able to write in a partition?': '1: the majority or primary side',
  'Do clients work offline?': '0: no',
  'How far apart are the nodes?': '1: one region, several zones',
  'What must it survive?': '2: a full restart',
  'Reads or writes?': 'balanced',
  'How long may a write take? (p99, milliseconds)': '100',
  'How many nodes?': '9',
  'What has the team run before?': '1: some BEAM distribution',
  'Which services are there already?': ['PostgreSQL'],
}

/** The conversation about mechanisms in a workspace; `message` waits for the one at that position. */
async function evaluating(line: LineName) {
  const desk = { log: pino({ level: 'silent' }) }
  const { workspace } = await openLine(line, {
    hear: (heard) => hearEvaluate(heard, desk),
    click: (click) => clickEvaluate(click),
    submit: (submitted) => submitEvaluation(submitted, desk),
  })
  return {
    workspace,
    form: (person: 'ana' | 'ben') =>
      workspace.waitFor('the form', () => workspace.formReads(person) !== null),
    async message(thread: string, at: number): Promise<SlackMessage> {
      await workspace.waitFor('the answer', async () => (await workspace.messages(thread)).length > at)
      const found = (await workspace.messages(thread))[at]
      if (!found) throw new Error(`The thread has no message ${at}.`)
      return found
    },
  }
}

test.each(lines)(
  'over %s a command opens the form; the answer is a line with the card in its thread',
  async (line) => {
    const { workspace, form, message } = await evaluating(line)
    await workspace.command('ana', 'evaluate')
    await form('ana')
    await workspace.submit('ana', stock)
    await workspace.waitFor('the line', async () => (await workspace.timeline()).length === 1)
    const [first] = await workspace.timeline()
    const thread = first?.ts ?? ''
    expect(first && wordsOf(first)).toBe('For ana: Postgres fits best: 8.8 of 10.')
    const card = await message(thread, 1)
    expect(wordsOf(card)).toContain('Recommended. Runner-up: Owner process and database, 7.1.')

    await workspace.press('ben', card, 'Change the answers')
    await form('ben')
    expect(workspace.formReads('ben')).toContain(`What is it?: ${stock['What is it?']} (`)
    expect(workspace.formReads('ben')).toContain('Which services are there already?: PostgreSQL (')
    await workspace.submit('ben', { 'Which services are there already?': ['none of these'] })
    const changed = wordsOf(await message(thread, 2))
    expect(changed).toContain('Postgres fits best: 6.2 of 10')
    expect(changed).toContain('Runner-up: Raft via :ra, 5.8.')
  },
)

test.each(lines)('over %s a mention gets a button that opens the form', async (line) => {
  const { workspace, form, message } = await evaluating(line)
  const { ts } = await workspace.mention('ana', 'evaluate')
  const invitation = await message(ts, 1)
  expect(buttonsOf(invitation).map(({ label }) => label)).toEqual(['Open the form'])
  await workspace.press('ana', invitation, 'Open the form')
  await form('ana')
  await workspace.submit('ana', stock)
  expect(wordsOf(await message(ts, 2))).toContain('Postgres fits best: 8.8 of 10')
})
