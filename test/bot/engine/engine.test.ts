import { resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Repository } from '../../../src/bot/conversation/repositories.ts'
import { plantExamples } from '../../../src/bot/web/examples.ts'
import { rules } from '../../../src/review/rules/index.ts'
import { temporaryFolder } from '../../review/checkout/fixtures.ts'
import { buttonsOf, wordsOf } from '../../workspace/messages.ts'
import { startBot } from '../bot.ts'
import { badInputs } from './bad-input.ts'
import { engine, shallowClone, shop } from './repositories.ts'

let connected: ReturnType<typeof shop>
let depot: Repository

beforeAll(() => {
  connected = shop()
  depot = shallowClone()
})

const aBot = (repositories: readonly Repository[] = [connected, depot]) =>
  startBot({ review: engine, repositories })

test('a signed command reviews the repository: who asked, the summary, the code, and the witness behind its button', async () => {
  const { workspace, idle, logged } = await aBot()
  const delivered = await workspace.command('ana', 'review lib on main')
  expect(delivered).toMatchObject({ status: 200, body: '' })
  await idle()
  const request = { source: connected.source, paths: ['lib'], ref: 'main', worktree: false }
  const [finding] = (await engine(request, () => {})).findings
  if (!finding) throw new Error('The fault was not found.')
  const at = connected.commit.slice(0, 7)
  const [parent, ...others] = await workspace.timeline()
  expect(others).toEqual([])
  const thread = parent?.ts ?? ''
  expect(
    await workspace.reads(thread),
  ).toBe(`distreview: distreview Reviewed \`lib\` of shop at \`main\` (${at}) for ana.
✓ found 6 files · ✓ read 2 files, 5 lines · ✓ ${rules.length} rules
1 critical in lib. Start with 1: ${finding.title}.

distreview: 1 critical in lib
${finding.impact} Start with 1.
shop at main (${at}). Read all 2 files, 5 lines. ${rules.length} rules, 0 ms.
[Checklist: 2 of 13]

distreview: 1 · Critical · ${finding.title}
\`lib/shop/voting.ex:2\` · in \`Shop.Voting.approved?/2\` · confidence ${finding.confidence}: computed witness
\`\`\`
def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
\`\`\`
${finding.problem} ${finding.impact}
Looked for and not found: ${finding.guardsLookedFor.join('; ')}.
[How it fails] [Show fix] [Why] [Which mechanism fits?] [Right] [Wrong]`)

  const card = (await workspace.messages(thread))[2]
  if (!card) throw new Error('There is no card.')
  await workspace.press('ben', card, 'How it fails')
  await idle()
  const opened = (await workspace.messages(thread))[2]
  const answer = opened ? wordsOf(opened) : ''
  expect(
    answer.slice(answer.indexOf('Witness:'), answer.indexOf('\n[')),
  ).toBe(`Witness: 2 nodes, cut in two. Both sides reach the votes that the code asks for.
- Left: \`a\` has 1, needs 1.
- Right: \`b\` has 1, needs 1.
1. The cluster has 2 voters: a, b. The code asks for 1.
2. The network splits so that {a} and {b} cannot reach each other.
3. {a}: 1 of 2, enough by the code. {b}: 1 of 2, enough as well.
4. Both sides act as the majority.
How it was computed: Every size from 2 to 101 was tried in order; this is the first with two disjoint quorums.`)
  expect(logged.map(({ msg }) => msg)).toEqual(['reviewed'])
})

test('what could not be read is named beside what was found', async () => {
  const { workspace, idle } = await aBot()
  await workspace.command('ana', 'review . on main')
  await idle()
  const [parent] = await workspace.timeline()
  const summary = (await workspace.messages(parent?.ts ?? ''))[1]
  expect(summary && wordsOf(summary).split('\n')[2]).toBe(
    `shop at main (${connected.commit.slice(0, 7)}). Read 2 of 5 files, 5 lines (3 left out: data/big.ex, 40 MB, over the limit of 4 MB for a file; data/binary.erl, a binary file; data/latin.ex, not valid UTF-8, which Elixir does not compile: save it as UTF-8). ${rules.length} rules, 0 ms.`,
  )
})

test('a shallow clone is reviewed, and its summary says that it is one', async () => {
  const { workspace, idle } = await aBot()
  await workspace.command('ana', 'review lib of depot')
  await idle()
  const [parent] = await workspace.timeline()
  const summary = (await workspace.messages(parent?.ts ?? ''))[1]
  const words = summary ? wordsOf(summary).split('\n') : []
  expect([words[0], words[3]]).toEqual([
    '1 critical in lib',
    'This is a shallow clone: its history is not all there.',
  ])
})

describe('of the examples', () => {
  /** What stands below the card of a finding once its button was pressed. */
  const below: Readonly<Record<string, string>> = {
    'How it fails': '\nHow it fails\n',
    'Show fix': '\nFix\n',
    Why: '\nWhy\n',
    Right: '\nMarked right by ana.\n',
  }

  test.each([
    ['shop', 'lib'],
    ['wallet', 'src'],
  ])('every button under the review of %s opens what it says', async (name, path) => {
    const sources = await plantExamples(resolve('examples'), temporaryFolder())
    const { workspace, idle } = await aBot(sources.map((source) => ({ name: source.name, source })))
    await workspace.command('ana', `review ${path} on main of ${name}`)
    await idle()
    const thread = (await workspace.timeline())[0]?.ts ?? ''
    const message = async (at: number) => (await workspace.messages(thread))[at]
    const [, , ...cards] = await workspace.messages(thread)
    expect(cards.length).toBeGreaterThan(3)
    const pressed: string[] = []
    // Answers may bring buttons of their own.
    for (let at = 0; at < (await workspace.messages(thread)).length; at += 1) {
      const before = await message(at)
      if (!before) continue
      for (const { label } of buttonsOf(before)) {
        const all = (await workspace.messages(thread)).length
        await workspace.press('ana', before, label)
        await idle()
        pressed.push(label)
        const changed = await message(at)
        const added = await message(all)
        const opened = below[label]
        if (opened) expect(changed ? wordsOf(changed) : '', label).toContain(opened)
        else if (label === 'Which mechanism fits?') {
          expect(workspace.formReads('ana')?.split('\n')[0]).toBe(label)
        } else if (label !== 'Wrong') {
          const begins = label.startsWith('Show ') ? '9 · ' : (label.split(':')[0] ?? label)
          expect(added ? wordsOf(added).slice(0, begins.length) : 'no answer', label).toBe(begins)
        }
      }
    }
    const more = pressed.find((label) => /^Show \d+ more$/.test(label))
    const all = cards.length + Number(/\d+/.exec(more ?? '')?.[0] ?? 0)
    const times = (label: string) => pressed.filter((each) => each === label).length
    expect(['How it fails', 'Show fix', 'Why', 'Right', 'Wrong', 'Architecture'].map(times)).toEqual([
      ...Array.from({ length: 5 }, () => all),
      1,
    ])
  })
})

test('bad input is answered in one sentence that says what to do, and the next request is heard', async () => {
  const { workspace, idle, logged } = await aBot()
  for (const { name, words, parent, answer } of badInputs(connected.commit, ' for ana')) {
    const before = { threads: (await workspace.timeline()).length, whispers: workspace.whispers.length }
    await workspace.command('ana', words)
    await idle()
    const threads = (await workspace.timeline()).slice(before.threads)
    const said = await Promise.all(threads.map(({ ts }) => workspace.reads(ts)))
    const whispered = workspace.whispered('ana').slice(before.whispers)
    const expected =
      parent === null
        ? { said: [], whispered: [answer] }
        : { said: [`distreview: ${parent}\n\ndistreview: ${answer}`], whispered: [] }
    expect({ said, whispered }, name).toEqual(expected)
  }
  expect(logged).toEqual([])
})
