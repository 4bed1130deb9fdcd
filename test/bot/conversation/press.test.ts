import { describe, expect, test } from 'vitest'
import { type Action, actions } from '../../../src/blocks/cards/actions.ts'
import { answers } from '../../../src/bot/conversation/answers.ts'
import type { Report } from '../../../src/review/report.ts'
import { aReport } from '../../blocks/sample.ts'
import { aFinding } from '../../blocks/sample-finding.ts'
import { buttonsOf, type SlackMessage, wordsOf } from '../../workspace/messages.ts'
import { startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'

const day = 86_400_000
const mild = (more = {}) => aFinding({ severity: 'important', ...more })
const important = { critical: 0, important: 1, minor: 0, belowThreshold: 0, accepted: 0 }
const oneMild = (more = {}) => oneFinding({ findings: [mild(more)], counts: important })

/** A thread with a review in it; `time.now` is the clock, in milliseconds. */
async function reviewed(report: Report, admins: readonly string[] = []) {
  const time = { now: Date.UTC(2026, 10, 25) }
  const bot = await startBot({ review: reviewOf(report), admins, clock: () => time.now })
  const { workspace, idle } = bot
  async function ask(): Promise<string> {
    await workspace.command('ana', 'review lib/cluster, src on main')
    await idle()
    return (await workspace.timeline()).at(-1)?.ts ?? ''
  }
  const thread = await ask()
  async function message(at: number, inThread = thread): Promise<SlackMessage> {
    const found = (await workspace.messages(inThread))[at]
    if (!found) throw new Error(`The thread has no message ${at}.`)
    return found
  }
  async function press(person: 'ana' | 'ben', label: string, at = 2, inThread = thread): Promise<void> {
    await workspace.press(person, await message(at, inThread), label)
    await idle()
  }
  const buttons = async (at = 2) => buttonsOf(await message(at)).map(({ label }) => label)
  const count = async () => (await workspace.messages(thread)).length
  return { ...bot, time, ask, thread, message, press, buttons, count }
}

const all = ['How it fails', 'Show fix', 'Why', 'Which mechanism fits?', 'Right', 'Wrong']

/** Each action, by the test below that presses it; a new action needs one. */
const pressedIn: Record<Action, string> = {
  'show-failure': 'opens below its card',
  'show-fix': 'opens below its card',
  'show-why': 'opens below its card',
  'hide-detail': 'opens below its card',
  'mark-right': 'right and undo',
  'mark-wrong': 'wrong',
  'undo-verdict': 'right and undo',
  'show-checklist': 'test/bot/slack/buttons.test.ts',
  'show-architecture': 'test/bot/slack/buttons.test.ts',
  'show-more': 'test/bot/slack/buttons.test.ts',
  'evaluate-open': 'test/bot/conversation/evaluate.test.ts',
  'evaluate-build': 'test/bot/conversation/evaluate.test.ts',
  cancel: 'test/bot/conversation/cancel.test.ts',
  'try-again': 'test/bot/conversation/not-kept.test.ts',
  invite: 'test/bot/slack',
}

test('every action that is kept has a handler, and no handler is without an action', () => {
  const kept = Object.entries(actions).filter(([, how]) => how === 'kept')
  expect(Object.keys(answers).sort()).toEqual(kept.map(([name]) => name).sort())
  expect(Object.keys(pressedIn).sort()).toEqual(Object.keys(actions).sort())
})

describe('a detail', () => {
  test.each([
    ['How it fails', '\n1. Five nodes run'],
    ['Show fix', 'Fix\nCount votes against'],
    ['Why', 'Why\n- +45 size of the visible'],
  ])('%s opens below its card, in its place, and is hidden again', async (label, begins) => {
    const { message, press, buttons, count } = await reviewed(oneFinding())
    const before = wordsOf(await message(2))
    await press('ben', label)
    const open = wordsOf(await message(2))
    expect(open.startsWith(before.slice(0, before.indexOf('[How')))).toBe(true)
    expect(open).toContain(begins)
    const hide = (await buttons()).find((each) => each.startsWith('Hide')) ?? ''
    await press('ana', hide)
    expect(wordsOf(await message(2))).toBe(before)
    expect(await count()).toBe(3)
  })

  test('one is open at a time', async () => {
    const { message, press } = await reviewed(oneFinding())
    await press('ana', 'Why')
    await press('ana', 'Show fix')
    const open = wordsOf(await message(2))
    expect(open).toContain('An example in the language of the finding')
    expect(open).not.toContain('+45')
  })

  test('that one message cannot hold with its card is posted in the thread, once', async () => {
    const code = 'x = :erlang.phash2(:a)\n'.repeat(600)
    const fix = { ...aFinding().fix, code }
    const { message, press, count, workspace } = await reviewed(oneFinding({ findings: [aFinding({ fix })] }))
    const before = wordsOf(await message(2))
    await press('ana', 'Show fix')
    const after = await count()
    expect(after).toBeGreaterThan(3)
    expect(wordsOf(await message(3))).toMatch(/^Fix: Both sides of a cut/)
    expect(wordsOf(await message(2))).toBe(before)
    await press('ben', 'Show fix')
    expect(await count()).toBe(after)
    expect(workspace.whispered('ben')).toEqual(['It is above, in this thread.'])
  })
})

describe('a verdict', () => {
  test('right and undo: the card says who marked it, and then nothing again', async () => {
    const { message, press, buttons, count } = await reviewed(oneFinding())
    const before = wordsOf(await message(2))
    await press('ben', 'Right')
    expect(wordsOf(await message(2))).toContain('Marked right by ben.')
    expect(await buttons()).toEqual([...all.slice(0, 4), 'Undo'])
    await press('ana', 'Undo')
    expect(wordsOf(await message(2))).toBe(before)
    expect(await count()).toBe(3)
  })

  test('wrong: a form asks why, the card folds, and the next review lists it as dismissed', async () => {
    const { workspace, idle, message, press, buttons, ask, count } = await reviewed(oneMild())
    await press('ben', 'Wrong')
    expect(workspace.formReads('ben')).toContain('Why is it wrong?')
    await workspace.submit('ben', { Reason: 'that cache is per node on purpose' })
    await idle()
    expect(wordsOf(await message(2))).toContain(
      'Dismissed by ben until its code changes.\nReason kept: “that cache is per node on purpose”',
    )
    expect(await buttons()).toEqual(['Undo'])
    expect(await count()).toBe(3)
    const next = await ask()
    expect(await workspace.messages(next)).toHaveLength(2)
    const summary = wordsOf(await message(1, next))
    expect(summary).toContain('The one finding in lib/cluster, src is dismissed')
    expect(summary).toContain('Dismissed by ben until its code changes. “that cache is per node on purpose”')
  })

  test('taken back, the next review posts it as before', async () => {
    const { workspace, idle, press, ask } = await reviewed(oneMild())
    await press('ben', 'Wrong')
    await workspace.submit('ben', { Reason: 'on purpose' })
    await idle()
    await press('ana', 'Undo')
    expect(await workspace.messages(await ask())).toHaveLength(3)
  })

  test('it is posted again when its time is over, and says so', async () => {
    const { workspace, idle, press, ask, message, time } = await reviewed(oneMild())
    await press('ben', 'Wrong')
    await workspace.submit('ben', { Reason: 'until the move', 'For how long?': '30 days' })
    await idle()
    time.now += 29 * day
    expect(await workspace.messages(await ask())).toHaveLength(2)
    time.now += 2 * day
    const later = await ask()
    expect(wordsOf(await message(2, later))).toContain(
      'Dismissed by ben until 25 December 2026; that time is over.',
    )
  })

  test('it is posted again when its code has changed, and says so', async () => {
    const { workspace, idle, press, ask, message, restart } = await reviewed(oneMild())
    await press('ben', 'Wrong')
    await workspace.submit('ben', { Reason: 'on purpose' })
    await idle()
    await restart({ review: reviewOf(oneMild({ fingerprint: 'ffffffffffffffff' })) })
    expect(wordsOf(await message(2, await ask()))).toContain(
      'Dismissed by ben before; its code has changed since.',
    )
  })

  test('of a rule counts for all that it finds in this repository', async () => {
    const { workspace, idle, press, ask, restart } = await reviewed(oneMild())
    await press('ben', 'Wrong')
    await workspace.submit('ben', {
      Reason: 'we run one node',
      'What is dismissed?': 'All that this rule finds in this repository',
    })
    await idle()
    const elsewhere = { fingerprint: 'ffffffffffffffff', symbolFingerprint: 'eeeeeeeeeeeeeeee' }
    await restart({ review: reviewOf(oneMild(elsewhere)) })
    expect(await workspace.messages(await ask())).toHaveLength(2)
  })

  test('a critical finding is not dismissed by anybody: no form, and a sentence that says who may', async () => {
    const { workspace, press, message } = await reviewed(oneFinding())
    const before = wordsOf(await message(2))
    await press('ben', 'Wrong')
    expect(workspace.formReads('ben')).toBeNull()
    expect(workspace.whispered('ben')).toEqual([
      'A critical finding is dismissed by an admin of the workspace, or by somebody who is named in ADMINS.\nAsk one of them to press Wrong.',
    ])
    expect(wordsOf(await message(2))).toBe(before)
  })

  test('somebody who is named in ADMINS dismisses a critical finding', async () => {
    const admins: string[] = []
    const { workspace, idle, press, message, restart } = await reviewed(oneFinding())
    admins.push(workspace.personId('ben'))
    await restart({ review: reviewOf(oneFinding()), admins })
    await press('ben', 'Wrong')
    await workspace.submit('ben', { Reason: 'one node by design' })
    await idle()
    expect(wordsOf(await message(2))).toContain('Dismissed by ben')
  })

  test('after a restart the form opens from what is kept, and nothing is reviewed again', async () => {
    const { workspace, press, restart } = await reviewed(oneMild())
    const again = reviewOf(oneMild())
    await restart({ review: again })
    await press('ben', 'Wrong')
    expect(workspace.formReads('ben')).toContain('Why is it wrong?')
    expect(again.requests).toEqual([])
  })
})

test('the second review of the same says what changed since the first', async () => {
  const { message, ask, restart } = await reviewed(oneFinding({ ranAt: '2026-08-12T09:00:00.000Z' }))
  await restart({ review: reviewOf(aReport()) })
  expect(wordsOf(await message(1, await ask()))).toContain(
    'Since 12 August 2026: 11 new, 0 fixed, 1 still open.',
  )
})
