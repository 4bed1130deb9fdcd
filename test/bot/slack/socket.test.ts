import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { startSlack } from '../../../src/bot/slack/start.ts'
import { openWorkspace } from '../../workspace/workspace.ts'
import { openLine } from './lines.ts'

type Open = Awaited<ReturnType<typeof openLine>>

const opened = ({ workspace }: Open): number =>
  workspace.asked.filter(({ method }) => method === 'apps.connections.open').length
const bothSockets = ({ workspace }: Open): Promise<void> =>
  workspace.waitFor('two sockets', () => workspace.sockets.count() === 2)

test('two sockets are held open, they answer pings, and no port is', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  await line.workspace.sockets.ping()
  expect(line.running).toMatchObject({ port: null, where: 'over sockets that it opens (socket mode)' })
})

test('while Slack renews one socket the other hears, and it is there again afterwards', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  line.workspace.sockets.refresh(1)
  await line.workspace.waitFor('a socket less', () => line.workspace.sockets.count() === 1)
  await line.workspace.command('ana', 'help')
  await bothSockets(line)
  await line.workspace.command('ana', 'help')
  expect(line.heard).toHaveLength(2)
  expect(opened(line)).toBe(3)
  expect(line.logged).toEqual([])
})

test('when the network drops every socket they are opened again, and what is said then is answered', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  line.workspace.sockets.cut()
  await line.workspace.waitFor('no socket', () => line.workspace.sockets.count() === 0)
  await bothSockets(line)
  const mention = await line.workspace.mention('ana', 'help')
  await mention.again(1)
  expect(line.heard).toHaveLength(1)
})

test('a socket on which pings are not answered is given up for a new one', async () => {
  const line = await openLine('sockets', {}, 300)
  await bothSockets(line)
  await line.workspace.waitFor('four pings', () => line.workspace.sockets.answeredPings() >= 4)
  line.workspace.sockets.fallSilent()
  await line.workspace.waitFor('a new socket', () => opened(line) > 2 && line.workspace.sockets.count() === 2)
  await line.workspace.command('ana', 'help')
  expect(line.heard).toHaveLength(1)
  expect(line.logged[0]?.msg).toBe("A pong wasn't received from the server before the timeout of 300ms!")
})

test('where no socket can be had for a while it is logged and tried again', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  line.workspace.fail('apps.connections.open', 2)
  line.workspace.sockets.cut()
  await line.workspace.waitFor('no socket', () => line.workspace.sockets.count() === 0)
  await bothSockets(line)
  await line.workspace.command('ana', 'help')
  expect(line.heard).toHaveLength(1)
  const again = line.logged.filter(({ msg }) => msg.endsWith('it is tried again.'))
  expect(again).toHaveLength(2)
})

test('a token that is revoked meanwhile is logged, and the program goes on trying', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  line.workspace.fail('apps.connections.open', 2, 'invalid_auth')
  line.workspace.sockets.cut()
  await line.workspace.waitFor('no socket', () => line.workspace.sockets.count() === 0)
  await bothSockets(line)
  await line.workspace.command('ana', 'help')
  expect(line.heard).toHaveLength(1)
})

test('closing says goodbye to both and opens none again', async () => {
  const line = await openLine('sockets')
  await bothSockets(line)
  await line.running.close()
  expect(line.workspace.sockets.count()).toBe(0)
  await expect(line.workspace.command('ana', 'help')).rejects.toThrow('The bot holds no socket open.')
  expect(opened(line)).toBe(2)
})

test('an app token that Slack refuses is a sentence that names SLACK_APP_TOKEN and not the token', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { botToken, apiUrl } = workspace
  const log = pino({ level: 'silent' })
  const conversation = { hear: async () => {}, click: async () => {}, submit: async () => {} }
  const starting = startSlack({ botToken, apiUrl, appToken: 'xapp-wrong', conversation, log })
  await expect(starting).rejects.toMatchObject({
    code: 'configuration',
    sentence:
      "Slack refuses SLACK_APP_TOKEN (invalid_auth). Make an App-Level Token, xapp-…, with the scope connections:write on the app's page Basic Information, and turn Socket Mode on.",
  })
})
