import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Said } from '../../src/bot/web/wire.ts'
import { visit } from '../bot/web/visitor.ts'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'
import { type Block, wordsOf } from '../workspace/messages.ts'
import { buildProgram, freePort, startProgram } from './program.ts'

let program: string

beforeAll(() => {
  program = buildProgram()
}, 120_000)

/** The web chat as it starts with these settings, with its link opened. */
async function aChat(settings: Readonly<Record<string, string>> = {}) {
  const port = await freePort()
  const dataFolder = join(temporaryFolder(), 'data')
  const started = startProgram(program, { DATA_DIR: dataFolder, WEB_PORT: String(port), ...settings })
  await started.printed(/Stop with Ctrl-C\.\n/)
  const link = await started.printed(/http:\S+/)
  const visitor = await visit({ link, port })
  const events = await visitor.events()
  return { started, port, link, dataFolder, visitor, events }
}

const reads = ({ text, blocks }: Said) => wordsOf({ text, blocks: blocks as Block[] })

/** Said before anything else where there is no database yet. */
const firstStart = 'First start: the database is made, which takes some seconds.\n'

test('with no setting it opens the web chat over the examples: the link answers, a review finds, Ctrl-C leaves nothing behind', async () => {
  const { started, port, link, dataFolder, visitor, events } = await aChat()
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { cookie: visitor.cookie } })
  const html = await page.text()
  expect(html).toContain('<title>distreview</title>')
  const script = /src="([^"]+\.js)"/.exec(html)?.[1] ?? ''
  const asked = await fetch(new URL(script, `http://127.0.0.1:${port}/`), {
    headers: { cookie: visitor.cookie },
  })
  expect([asked.status, asked.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])

  expect(events.welcome).toEqual({
    repositories: ['shop', 'wallet'],
    suggestions: ['review lib on main of shop', 'review src on main of wallet', 'help'],
    forgotten: 0,
    newest: 0,
  })
  await visitor.say('review lib on main')
  const seen = new Map<number, string>()
  // The first message is edited last, when everything else has been said.
  while (!seen.get(2)?.includes('Start with 1')) {
    const [said] = await events.next(1)
    if (said) seen.set(said.order, reads(said))
  }
  expect(seen.get(2)).toMatch(/^distreview Reviewed `lib` of shop at `main` \([0-9a-f]{7}\)\.\n✓ found /)
  const cards = [...seen.values()].join('\n')
  expect(cards).toContain('1 · Critical · ')
  expect(cards).toContain('lib/shop/cluster/leader_election.ex:')

  started.interrupt()
  const ended = await started.ended()
  expect(ended.code).toBe(0)
  expect(ended.out).toBe(
    firstStart +
      `distreview's web chat: ${link}\nOpen the link and type: review lib on main of shop\nStop with Ctrl-C.\n`,
  )
  expect(ended.err.split('\n').map((line) => (line === '' ? '' : JSON.parse(line).msg))).toEqual([
    'reviewed',
    '',
  ])
  expect(ended.milliseconds).toBeLessThan(5_000)
  await expect.poll(started.hasChildren).toBe(false)
  expect(started.leftInTemporary()).toEqual([])
  expect(readdirSync(join(dataFolder, 'examples')).sort()).toEqual(['shop.git', 'wallet.git'])
  expect(readdirSync(join(dataFolder, 'mirrors'))).toEqual([])
})

test('Ctrl-C in the middle of a review ends it within seconds, with its git processes', async () => {
  const large = Buffer.alloc(1_000_000, 'def stock(item), do: {:ok, item}\n')
  const names = Array.from({ length: 150 }, (_, at) => [`lib/part_${at}.ex`, large])
  const { folder } = repository(Object.fromEntries(names))
  const { started, visitor, events } = await aChat({ REPOSITORIES: `big=${folder}` })
  await visitor.say('review lib on main')
  for (let words = ''; !words.includes('◌ reading'); ) {
    const [said] = await events.next(1)
    words = said ? reads(said) : ''
  }
  started.interrupt()
  const { code, err, milliseconds } = await started.ended()
  expect(code).toBe(0)
  // It was stopped, not finished.
  expect(err).not.toContain('"msg":"reviewed"')
  expect(milliseconds).toBeLessThan(5_000)
  await expect.poll(started.hasChildren, { timeout: 5_000 }).toBe(false)
  expect(started.leftInTemporary()).toEqual([])
})

test('with a Teams app it listens for Teams, lets in nobody without a signature, and the web chat is off', async () => {
  const port = await freePort()
  const started = startProgram(program, {
    DATA_DIR: temporaryFolder(),
    TEAMS_APP_ID: '11111111-2222-4333-8444-555555555555',
    TEAMS_APP_PASSWORD: 'secret',
    TEAMS_TENANT_ID: '66666666-7777-4888-8999-aaaaaaaaaaaa',
    TEAMS_PORT: String(port),
  })
  await started.printed(/at \/api\/messages\.\n/)
  const account = { id: 'x' }
  const activity = { type: 'message', channelId: 'msteams', serviceUrl: 'https://service.example/' }
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...activity, from: account, recipient: account, conversation: account }),
  })
  expect(answer.status).toBe(401)
  started.interrupt()
  const { code, out, err } = await started.ended()
  expect({ code, out, err }).toEqual({
    code: 0,
    out: `${firstStart}distreview answers Teams on port ${port}, at /api/messages.\n`,
    err: '',
  })
})

test('a taken port is one sentence and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const started = startProgram(program, { DATA_DIR: temporaryFolder(), WEB_PORT: String(port) })
  expect(await started.ended()).toMatchObject({
    code: 1,
    out: firstStart,
    err: `distreview: Port ${port} of the web chat is taken. Set WEB_PORT to another port, or stop what uses this one.\n`,
  })
})

test.each([
  [
    { SLACK_BOT_TOKEN: 'xoxb-test' },
    'Slack is half configured: SLACK_SIGNING_SECRET is not set. Set it, or SLACK_APP_TOKEN for socket mode, or unset the other one.',
  ],
  [
    { SLACK_SIGNING_SECRET: 'test' },
    'Slack is half configured: SLACK_BOT_TOKEN is not set. Set it, or unset the other one.',
  ],
  [
    { SLACK_APP_TOKEN: 'xapp-test' },
    'Slack is half configured: SLACK_BOT_TOKEN is not set. Set it, or unset the other one.',
  ],
  [
    { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_APP_TOKEN: 'xoxb-test' },
    'A setting is wrong (SLACK_APP_TOKEN: an app-level token begins with xapp-). The README lists every setting.',
  ],
  [
    { WEB_CHAT: 'off' },
    'None of Slack, Teams and the web chat is on. Set the Slack tokens or the Teams app, or WEB_CHAT=on.',
  ],
  [
    { TEAMS_APP_ID: '11111111-2222-4333-8444-555555555555' },
    'Teams is half configured: TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are not set. Set what is missing, or unset the other settings of Teams.',
  ],
  [
    { REPOSITORIES: 'shop' },
    'REPOSITORIES has an entry that is not name=url: "shop". Write it as shop=https://host/owner/shop, separated by commas.',
  ],
  [
    { REPOSITORIES: 'shop=http://host.example/acme/shop' },
    '`http://host.example/acme/shop` is not read: only https is, never http. Give an address such as https://host/owner/name, or the path of a folder, in the configuration.',
  ],
])('a wrong setting is one sentence and exit code 1: %o', async (settings, sentence) => {
  const started = startProgram(program, { DATA_DIR: temporaryFolder(), ...settings })
  const { code, out, err } = await started.ended()
  expect({ code, out, err }).toEqual({ code: 1, out: '', err: `distreview: ${sentence}\n` })
})
