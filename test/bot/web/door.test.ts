import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { startWeb } from '../../../src/bot/web/server.ts'
import { ask, aWeb, silent, visit } from './visitor.ts'

const noToken = 'This page needs its token. Open the link that distreview printed when it started.'
const notOurs = 'This address may not use the web chat. Open the link that distreview printed.'
const token = 'a-token-of-the-test'
const newToken = () => token

describe('the door of the web chat', () => {
  test('the printed link is exchanged for a cookie that no script and no other site can use', async () => {
    const web = await aWeb({ newToken })
    expect(web.link).toBe(`http://127.0.0.1:${web.port}/?token=${token}`)
    const opened = await ask(web, `/?token=${token}`)
    expect([opened.status, opened.headers.location, opened.headers['set-cookie']]).toEqual([
      303,
      '/',
      [`distreview-${web.port}=${token}; Path=/; HttpOnly; SameSite=Strict`],
    ])
    const page = await ask(web, '/', { headers: { cookie: `distreview-${web.port}=${token}` } })
    expect([page.status, page.text]).toEqual([200, '<!doctype html><title>distreview</title>'])
  })

  test('two starts have two tokens of 32 bytes', async () => {
    const tokens = [await aWeb(), await aWeb()].map(
      ({ link }) => new URL(link).searchParams.get('token') ?? '',
    )
    expect(tokens.map((given) => Buffer.from(given, 'base64url').length)).toEqual([32, 32])
    expect(tokens[0]).not.toBe(tokens[1])
  })

  test.each([
    ['GET', '/', ''],
    ['GET', '/index.html', ''],
    ['GET', '/nothing-here', ''],
    ['GET', '/?token=', ''],
    ['GET', '/?token=a-token-of-the-tesT', ''],
    ['GET', '/api/events', ''],
    ['GET', `/api/events?token=${token}`, ''],
    ['POST', '/api/say', ''],
    ['POST', '/api/click', ''],
    ['GET', '/api/events', 'another'],
  ])('%s %s without the right token is refused (cookie: "%s")', async (method, path, given) => {
    const web = await aWeb({ newToken })
    const headers: Record<string, string> = given ? { cookie: `distreview-${web.port}=${given}` } : {}
    const { status, text } = await ask(web, path, { method, headers })
    expect([status, text]).toEqual([401, noToken])
  })

  test('a name that was pointed at this machine is refused, whatever it knows', async () => {
    const web = await aWeb({ newToken })
    const cookie = `distreview-${web.port}=${token}`
    for (const host of [
      'evil.example',
      `evil.example:${web.port}`,
      '127.0.0.1',
      `127.0.0.1:1`,
      `[::1]:${web.port}`,
    ]) {
      const { status, text } = await ask(web, `/?token=${token}`, { headers: { host, cookie } })
      expect([host, status, text]).toEqual([host, 403, notOurs])
    }
    const local = await ask(web, '/', { headers: { host: `localhost:${web.port}`, cookie } })
    expect(local.status).toBe(200)
  })

  test('a request that another page makes is refused, and says nothing', async () => {
    const heard: string[] = []
    const web = await aWeb({
      newToken,
      conversation: { ...silent, hear: async ({ words }) => void heard.push(words) },
    })
    const cookie = `distreview-${web.port}=${token}`
    const body = JSON.stringify({ words: 'review lib', thread: null })
    for (const origin of [
      'http://evil.example',
      'null',
      'http://127.0.0.1:1',
      `https://127.0.0.1:${web.port}`,
      `http://localhost:${web.port}`,
    ]) {
      const { status, text } = await ask(web, '/api/say', {
        method: 'POST',
        headers: { cookie, origin },
        body,
      })
      expect([origin, status, text]).toEqual([origin, 403, notOurs])
    }
    expect(heard).toEqual([])
  })

  test('every answer forbids other origins, frames, scripts from elsewhere and guessing of types', async () => {
    const web = await aWeb({ newToken })
    const cookie = `distreview-${web.port}=${token}`
    const answers = [
      await ask(web, '/'),
      await ask(web, '/', { headers: { cookie } }),
      await ask(web, '/', { headers: { host: 'evil.example' } }),
      await ask(web, '/nothing-here', { headers: { cookie } }),
      await ask(web, '/api/say', { method: 'POST', headers: { cookie }, body: '{' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 403, 404, 400])
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('nothing outside the built page can be read', async () => {
    const web = await aWeb({ newToken })
    const headers = { cookie: `distreview-${web.port}=${token}` }
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/assets/../../x.js',
    ]) {
      expect([path, (await ask(web, path, { headers })).status]).toEqual([path, 404])
    }
  })

  test('words over 16 kB are refused before they are read', async () => {
    const visitor = await visit(await aWeb())
    const { status, text } = await visitor.say('x'.repeat(17 * 1024))
    expect([status, text]).toEqual([413, 'That is over 16 kB. Say it in fewer words.'])
  })

  test('a port that is taken is one sentence that names the setting', async () => {
    const web = await aWeb()
    await expect(aWeb({ port: web.port })).rejects.toMatchObject({
      code: 'configuration',
      sentence: `Port ${web.port} of the web chat is taken. Set WEB_PORT to another port, or stop what uses this one.`,
    })
  })

  test('a page that was not built is one sentence that says how', async () => {
    const starting = startWeb({
      port: 0,
      conversation: silent,
      log: pino({ level: 'silent' }),
      page: '/nowhere',
      suggestions: [],
      repositories: [],
    })
    await expect(starting).rejects.toMatchObject({
      code: 'configuration',
      sentence: 'The page of the web chat is not built. Run `npm run build` once.',
    })
  })

  test('closing ends open streams and frees the port', async () => {
    const web = await aWeb()
    const events = await (await visit(web)).events()
    await web.close()
    await expect(events.next(1)).rejects.toThrow()
    expect((await aWeb({ port: web.port })).port).toBe(web.port)
  })
})
