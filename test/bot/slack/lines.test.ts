import { describe, expect, test } from 'vitest'
import type { Form } from '../../../src/blocks/form.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import { Refusal } from '../../../src/review/refusal.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { lines, openLine, saying } from './lines.ts'

const form: Form = {
  name: 'evaluate',
  title: 'Which mechanism fits?',
  intro: 'What is not answered is asked about.',
  fields: [
    {
      kind: 'choice',
      name: 'data',
      label: 'What it is',
      options: [
        { value: 'register', label: 'One value' },
        { value: 'queue', label: 'A queue' },
      ],
      value: null,
    },
    {
      kind: 'choices',
      name: 'infra',
      label: 'What you run',
      options: [
        { value: 'postgres', label: 'PostgreSQL' },
        { value: 'redis', label: 'Redis' },
      ],
      value: ['redis'],
    },
    {
      kind: 'number',
      name: 'nodes',
      label: 'Nodes',
      hint: 'The larger of now and then.',
      min: 1,
      max: 500,
      value: 3,
    },
  ],
  submit: 'Evaluate',
  context: '{"of":"a\nb"}',
}
const opensForm = {
  async hear({ platform, place, person, opening }: Heard) {
    await platform.openForm(place, person.id, opening ?? '', form)
  },
}
/** What was heard, without what only the queue needs. */
const without = <T extends { platform: unknown; deliveries?: unknown; workspace?: unknown }>({
  platform: _platform,
  deliveries: _deliveries,
  workspace: _workspace,
  ...rest
}: T) => rest

describe.each(lines)('over %s', (line) => {
  test('a command is heard with who, where, what and the leave to open a form', async () => {
    const { workspace, heard } = await openLine(line)
    const delivered = await workspace.command('ana', '  review lib &amp; src ')
    expect(delivered).toMatchObject({ status: 200, body: '' })
    const opening = heard[0]?.opening ?? ''
    expect(opening).not.toBe('')
    expect(heard.map(without)).toEqual([
      {
        person: { id: workspace.personId('ana'), name: 'ana' },
        place: { channel: workspace.channel, thread: null },
        words: 'review lib & src',
        via: 'command',
        opening,
      },
    ])
  })

  test('a mention is heard once however often it is delivered, and gives no leave to open a form', async () => {
    const { workspace, heard } = await openLine(line)
    const mention = await workspace.mention('ben', 'help')
    await mention.again(1)
    await mention.underNewId()
    const id = workspace.personId('ben')
    expect(heard.map(without)).toEqual([
      {
        person: { id, name: id },
        place: { channel: workspace.channel, thread: mention.ts },
        words: 'help',
        via: 'mention',
        opening: null,
      },
    ])
    expect(heard[0]?.deliveries?.[1]).toBe(`slack message ${workspace.channel} ${mention.ts}`)
  })

  test.each(['command', 'mention'] as const)(
    'a %s is acknowledged when it is kept, and not before',
    async (kind) => {
      let keep: () => void = () => {}
      const kept = new Promise<void>((resolve) => {
        keep = resolve
      })
      let isHeard: () => void = () => {}
      const hearing = new Promise<void>((resolve) => {
        isHeard = resolve
      })
      const { workspace } = await openLine(line, {
        hear() {
          isHeard()
          return kept
        },
      })
      let acknowledged = false
      const delivered = workspace[kind]('ana', 'review lib').then(() => {
        acknowledged = true
      })
      await hearing
      // A delivery after this one is acknowledged, so this one would have been; then a turn for the test to see it.
      const other = { type: 'app_mention', user: 'U1', bot_id: 'B1', text: '', ts: '1', channel: 'C1' }
      await workspace.event(other)
      await workspace.timeline()
      expect(acknowledged).toBe(false)
      keep()
      await delivered
    },
  )

  test('the second of two buttons with one action in a row is heard as that action', async () => {
    const { workspace, clicks } = await openLine(line, {
      async hear({ platform, place }) {
        const buttons = ['left', 'right'].map((side) => ({ label: side, action: 'turn', value: side }))
        await platform.post(place, [{ summary: 'Where to?', parts: [{ kind: 'buttons', buttons }] }])
      },
    })
    await workspace.command('ana', 'where')
    const [message] = await workspace.timeline()
    if (!message) throw new Error('Nothing was posted.')
    await workspace.press('ben', message, 'right')
    const opening = clicks[0]?.opening ?? ''
    expect(opening).not.toBe('')
    expect(clicks.map(without)).toEqual([
      {
        person: { id: workspace.personId('ben'), name: 'ben' },
        place: { channel: workspace.channel, thread: message.ts },
        message: message.ts,
        action: 'turn',
        value: 'right',
        opening,
      },
    ])
  })

  test('a form is filled in as far as it is known, and its answers come back with its context and place', async () => {
    const { workspace, submitted } = await openLine(line, {
      ...opensForm,
      async submit({ platform, place, answers }) {
        await platform.post(place, [saying(JSON.stringify(answers))])
      },
    })
    await workspace.command('ana', 'evaluate')
    expect(workspace.formReads('ana')).toBe(`Which mechanism fits?
What is not answered is asked about.
What it is: – (One value, A queue)
What you run: Redis (PostgreSQL, Redis)
Nodes: 3 (1 to 500) The larger of now and then.
[Evaluate]`)
    const sent = await workspace.submit('ana', {
      'What it is': 'A queue',
      'What you run': ['PostgreSQL', 'Redis'],
    })
    expect(sent).toMatchObject({ status: 200, body: '' })
    expect(submitted.map(without)).toEqual([
      {
        person: { id: workspace.personId('ana'), name: 'ana' },
        place: { channel: workspace.channel, thread: null },
        form: 'evaluate',
        context: '{"of":"a\nb"}',
        answers: { data: 'queue', infra: ['postgres', 'redis'], nodes: '3' },
      },
    ])
    expect(workspace.formReads('ana')).toBe(null)
    await workspace.waitFor('the answer', async () => (await workspace.timeline()).length === 1)
    expect((await workspace.timeline()).map(wordsOf)).toEqual([
      '{"data":"queue","infra":["postgres","redis"],"nodes":"3"}',
    ])
  })

  test('a field without an answer is absent', async () => {
    const { workspace, submitted } = await openLine(line, opensForm)
    await workspace.command('ana', 'evaluate')
    await workspace.submit('ana', { 'What it is': [], 'What you run': [], Nodes: '' })
    expect(submitted.map(({ answers }) => answers)).toEqual([{}])
  })

  test('a form from a thread is answered in that thread', async () => {
    const { workspace, submitted } = await openLine(line, {
      async hear({ platform, place }) {
        const buttons = [{ label: 'Open the form', action: 'open', value: 'x' }]
        await platform.post(place, [{ summary: 'Form', parts: [{ kind: 'buttons', buttons }] }])
      },
      async click({ platform, place, person, opening }) {
        await platform.openForm(place, person.id, opening ?? '', form)
      },
    })
    const { ts } = await workspace.mention('ana', 'evaluate')
    const [, message] = await workspace.messages(ts)
    if (!message) throw new Error('Nothing was posted.')
    await workspace.press('ben', message, 'Open the form')
    await workspace.waitFor('the form', () => workspace.formReads('ben') !== null)
    await workspace.submit('ben', {})
    expect(submitted.map(({ place }) => place)).toEqual([{ channel: workspace.channel, thread: ts }])
  })

  test.each(['0', '501', '3.5', '-1', 'many', '1e2'])(
    'the number %s is refused under its field, and the form stays open for a better one',
    async (number) => {
      const { workspace, submitted } = await openLine(line, opensForm)
      await workspace.command('ana', 'evaluate')
      const { errors } = await workspace.submit('ana', { Nodes: number })
      expect(errors).toEqual({ Nodes: 'Write a whole number from 1 to 500.' })
      expect(submitted).toEqual([])
      await workspace.submit('ana', { Nodes: '500' })
      expect(submitted.map(({ answers }) => answers)).toEqual([{ infra: ['redis'], nodes: '500' }])
    },
  )

  test('a form that is sent again because its acknowledgement was late is answered once', async () => {
    const { workspace, submitted } = await openLine(line, opensForm)
    await workspace.command('ana', 'evaluate')
    const { again } = await workspace.submit('ana', {})
    expect(await again()).toMatchObject({ status: 200, body: '' })
    expect(submitted).toHaveLength(1)
  })

  test('a form that comes too late for Slack is a sentence that says to ask again', async () => {
    const failures: unknown[] = []
    const { workspace } = await openLine(line, {
      async hear(heard) {
        await opensForm.hear(heard).catch((error: unknown) => failures.push(error))
      },
    })
    workspace.fail('views.open', 1, 'expired_trigger_id')
    await workspace.command('ana', 'evaluate')
    expect(failures.map((error) => error instanceof Refusal && error.sentence)).toEqual([
      'Slack lets a form open for 3 seconds after a command or a button, and it took longer. Ask again.',
    ])
  })

  test('a delivery that cannot be read is logged, and the next one is heard', async () => {
    const { workspace, heard, logged } = await openLine(line)
    await workspace.event({ type: 'app_mention', user: 'U1', text: 'help' })
    await workspace.command('ana', 'help')
    expect(logged.map(({ msg }) => msg)).toEqual(['A delivery from Slack could not be read.'])
    expect(heard).toHaveLength(1)
  })

  test('a conversation that fails is logged, and the next command is heard', async () => {
    let times = 0
    const { workspace, heard, logged } = await openLine(line, {
      async hear() {
        times += 1
        if (times === 1) throw new Error('out of order')
      },
    })
    await workspace.command('ana', 'help')
    await workspace.command('ana', 'help')
    expect(logged.map(({ msg, err }) => [msg, err?.message])).toEqual([['An answer failed.', 'out of order']])
    expect(heard).toHaveLength(2)
  })
})

test('the ids of an Enterprise Grid are kept: the team that somebody is in, else the organisation', async () => {
  const { workspace, heard, clicks } = await openLine('HTTP')
  const ana = workspace.personId('ana')
  const event = { type: 'app_mention', user: ana, text: 'help', channel: workspace.channel }
  const ids = { event_id: 'EvGrid1', api_app_id: 'A0DISTREVIEW', type: 'event_callback', enterprise_id: 'E1' }
  const send = (payload: object) =>
    workspace.send({ type: 'application/json', body: JSON.stringify(payload) })
  await send({ ...ids, team_id: 'T2', event: { ...event, ts: '7.1' } })
  await send({ ...ids, event_id: 'EvGrid2', is_enterprise_install: true, event: { ...event, ts: '7.2' } })
  const click = {
    type: 'block_actions',
    user: { id: ana, team_id: 'T2' },
    container: { type: 'message', message_ts: '7.1', channel_id: workspace.channel },
    team: null,
    enterprise: { id: 'E1', name: 'Acme' },
    is_enterprise_install: true,
    channel: { id: workspace.channel },
    message: { ts: '7.1' },
    trigger_id: 'grid',
    actions: [{ type: 'button', action_id: 'show-why', value: 'x' }],
  }
  await workspace.send({
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(click) }).toString(),
  })
  expect([...heard, ...clicks].map((each) => each.workspace)).toEqual(['T2', 'E1', 'E1'])
})
