import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { referencesInMemory } from '../../../src/bot/teams/references.ts'
import { sentInMemory } from '../../../src/bot/teams/sent.ts'
import { startTeams } from '../../../src/bot/teams/start.ts'
import { aMention, startBot } from './bot.ts'

const app = {
  type: 'SingleTenant',
  appId: '11111111-2222-4333-8444-555555555555',
  password: 'secret',
  tenantId: 'acme',
} as const
const name = 'https://api.botframework.com'
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A bot with credentials, and a server on this machine that publishes the keys that its deliveries are signed with. */
async function signedBot() {
  const { publicKey, privateKey } = pair()
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] }
  const server = createServer((request, response) => {
    const jwks_uri = `http://${request.headers.host}/keys`
    const answer = request.url === '/keys' ? { keys: [key] } : { issuer: name, jwks_uri }
    response.end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  // The package writes to the console why a signature is not good.
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => said.mockRestore())
  const started = await startBot({ app, issuer: { name, metadata: `http://127.0.0.1:${port}/openid` } })
  const claims = { iss: name, aud: app.appId, serviceurl: started.connector.serviceUrl }
  return {
    ...started,
    token: (change: object = {}, by: KeyObject = privateKey, kid = 'k1') =>
      `Bearer ${jwt({ exp: Date.now() / 1000 + 600, ...claims, ...change }, by, kid)}`,
  }
}

function jwt(claims: object, key: KeyObject, kid: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
}

describe('a delivery', () => {
  test('that is signed for us is heard', async () => {
    const { deliver, heard, token } = await signedBot()
    expect((await deliver(aMention('help'), { authorization: token() })).status).toBe(200)
    expect(heard.map(({ words }) => words)).toEqual(['help'])
  })

  test('whose signature is not good is answered with 401 and not heard', async () => {
    const { deliver, heard, logged, token } = await signedBot()
    const statuses: Record<string, number> = {}
    const tokens: Record<string, string> = {
      'no token': '',
      'no bearer': 'Basic eDp5',
      'no jwt': 'Bearer x.y.z',
      'the key of somebody else': token({}, pair().privateKey),
      'an unknown key': token({}, pair().privateKey, 'k2'),
      'for another bot': token({ aud: 'other' }),
      'of another issuer': token({ iss: 'https://issuer.example' }),
      'for another service': token({ serviceurl: 'https://service.example/' }),
      expired: token({ exp: Date.now() / 1000 - 3600 }),
      'not yet valid': token({ nbf: Date.now() / 1000 + 3600 }),
    }
    for (const [why, authorization] of Object.entries(tokens)) {
      statuses[why] = (await deliver(aMention('help'), { authorization })).status
    }
    expect(statuses).toEqual(Object.fromEntries(Object.keys(tokens).map((why) => [why, 401])))
    expect([heard, logged]).toEqual([[], []])
  })

  test('from another organisation is refused', async () => {
    const { deliver, heard, logged, token } = await signedBot()
    const conversation = { id: '19:x', conversationType: 'channel', tenantId: 'other' }
    const { status } = await deliver(aMention('help', { conversation }), { authorization: token() })
    expect([status, heard]).toEqual([403, []])
    expect(logged.map(({ msg }) => msg)).toEqual(['Somebody of another organisation was refused.'])
  })

  test('that cannot be checked, since the keys cannot be fetched, is answered with 500 so that it comes again', async () => {
    // Nothing listens on port 1.
    const { deliver, heard, logged } = await startBot({
      app,
      issuer: { name, metadata: 'http://127.0.0.1:1/' },
    })
    const { authorization } = { authorization: `Bearer ${jwt({ iss: name }, pair().privateKey, 'k1')}` }
    expect((await deliver(aMention('help'), { authorization })).status).toBe(500)
    expect([heard, logged.map(({ msg }) => msg)]).toEqual([[], ['A delivery from Teams could not be read.']])
  })
})

describe('the door', () => {
  test.each([
    ['another address', '/other', { method: 'POST' }, 404],
    ['a look', '/api/messages', {}, 405],
    ['a form', '/api/messages', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }, 415],
    ['no JSON', '/api/messages', { method: 'POST', body: '{' }, 400],
    ['no activity', '/api/messages', { method: 'POST', body: '{"type":"message"}' }, 400],
    ['more than a megabyte', '/api/messages', { method: 'POST', body: `"${'x'.repeat(1_000_001)}"` }, 413],
  ])('answers %s with its status', async (_, path, given, status) => {
    const { bot, heard } = await startBot()
    const headers: Record<string, string> =
      'body' in given && typeof given.body === 'string' ? { 'content-type': 'application/json' } : {}
    const answer = await fetch(`http://127.0.0.1:${bot.port}${path}`, { ...given, headers })
    expect([answer.status, heard]).toEqual([status, []])
  })

  test('of the playground answers this machine alone, under its own name', async () => {
    const { bot, deliver, heard } = await startBot()
    const serviceUrl = 'https://service.example/'
    expect((await deliver(aMention('help', { serviceUrl }))).status).toBe(403)
    const options = { port: bot.port, path: '/api/messages', method: 'POST' }
    const headers = { host: 'rebound.example', 'content-type': 'application/json' }
    const asked = httpRequest({ ...options, host: '127.0.0.1', headers })
    asked.end(JSON.stringify(aMention('help')))
    const [answer] = await once(asked, 'response')
    answer.resume()
    expect([answer.statusCode, heard]).toEqual([403, []])
  })
})

describe('a start', () => {
  const options = {
    port: 0,
    host: '127.0.0.1',
    conversation: { hear: async () => {}, click: async () => {}, submit: async () => {} },
    references: referencesInMemory(),
    sent: sentInMemory(),
    log: pino({ level: 'silent' }),
  }

  test('without its settings is a sentence that names them', async () => {
    const starting = startTeams({ ...options, app: { ...app, password: '', tenantId: ' ' } })
    await expect(starting).rejects.toMatchObject({
      code: 'configuration',
      sentence:
        'Teams is half configured: TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are not set. Set what is missing, or unset the other settings of Teams.',
    })
  })

  test('at a taken port is a sentence that names TEAMS_PORT', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    await expect(startTeams({ ...options, app, port })).rejects.toMatchObject({
      code: 'configuration',
      sentence: `Port ${port} for Teams is taken by another program. Set TEAMS_PORT to a free one above 1023, and hand /api/messages to it.`,
    })
  })
})
