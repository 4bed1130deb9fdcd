import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scopes } from '../../src/bot/slack/scopes.ts'
import { cloudCheck } from '../../src/cli/doctor/model.ts'
import { appId, doctor, secrets, shown, tenantId, wellSlack } from './examined.ts'
import { aClosedPort } from './surroundings.ts'

describe('Slack', () => {
  const http = { SLACK_BOT_TOKEN: secrets.bot, SLACK_SIGNING_SECRET: secrets.signing, PORT: '3100' }

  test('the scopes that are looked for are those of manifest.yml', () => {
    const manifest = parse(readFileSync('manifest.yml', 'utf8')) as {
      oauth_config: { scopes: { bot: string[] } }
    }
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...scopes].sort())
  })

  test('by HTTP', async () => {
    const outcome = await doctor(http)
    expect(shown(outcome, 'Slack')).toBe('ok: Signed in as distreview in Acme, by HTTP on port 3100.')
  })

  test.each([
    [{ SLACK_SIGNING_SECRET: secrets.signing }, /^failed: SLACK_BOT_TOKEN is not set\./],
    [
      { ...http, SLACK_BOT_TOKEN: 'xoxp-1' },
      /^failed: SLACK_BOT_TOKEN is no bot token: it does not begin with xoxb-\./,
    ],
    [
      { SLACK_BOT_TOKEN: secrets.bot },
      /^failed: Nothing of Slack can reach us: neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set\./,
    ],
  ])('half configured (%#)', async (environment, sentence) => {
    expect(shown(await doctor(environment), 'Slack')).toMatch(sentence)
  })

  test('with a token that is not accepted, with its reason', async () => {
    const replies = { 'POST /api/auth.test': { body: { ok: false, error: 'token_revoked' } } }
    expect(shown(await doctor(http, replies), 'Slack')).toBe(
      'failed: Slack does not accept SLACK_BOT_TOKEN (token_revoked). Copy it again from the settings of the Slack app, or install the app again.',
    )
  })

  test('with an app token that is not accepted', async () => {
    const replies = {
      ...wellSlack,
      'POST /api/apps.connections.open': { body: { ok: false, error: 'invalid_auth' } },
    }
    const environment = { SLACK_BOT_TOKEN: secrets.bot, SLACK_APP_TOKEN: secrets.app }
    expect(shown(await doctor(environment, replies), 'Slack')).toMatch(
      /^failed: Slack does not accept SLACK_APP_TOKEN \(invalid_auth\)\./,
    )
  })

  test('with an app that lacks what it needs', async () => {
    const replies = {
      'POST /api/auth.test': {
        headers: { 'x-oauth-scopes': 'commands,app_mentions:read' },
        body: { ok: true },
      },
    }
    expect(shown(await doctor(http, replies), 'Slack')).toBe(
      'failed: The Slack app lacks assistant:write, channels:history, channels:join, chat:write, files:read, files:write, groups:history, im:history, im:write, mpim:history, users:read. Add them in OAuth & Permissions (manifest.yml has them), then install the app again.',
    )
  })

  test.each([
    [{ status: 503, body: '<html>' }, 'Slack answered with status 503.'],
    [{ status: 429, body: { ok: false, error: 'ratelimited' } }, 'Slack asks for patience (ratelimited).'],
    [
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      'Slack answered with status 302.',
    ],
  ])('that is not itself (%#)', async (reply, said) => {
    const outcome = await doctor(http, { 'POST /api/auth.test': reply })
    expect(outcome.checks['Slack']?.said).toBe(said)
  })

  test('that cannot be reached, with a token that no header can carry', async () => {
    const url = `http://127.0.0.1:${await aClosedPort()}`
    expect((await doctor(http, {}, url)).checks['Slack']?.said).toBe(
      'Slack cannot be reached (ECONNREFUSED).',
    )
    const broken = { ...http, SLACK_BOT_TOKEN: `${secrets.bot}\nx` }
    expect((await doctor(broken)).checks['Slack']?.state).toBe('failed')
  })
})

describe('Teams', () => {
  const whole = {
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: secrets.teams,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_APP_TYPE: 'SingleTenant',
  }

  test.each([
    [{ TEAMS_APP_ID: '' }, /^failed: TEAMS_APP_ID is not set\./],
    [{ TEAMS_APP_ID: 'shop' }, /^failed: TEAMS_APP_ID is no app id\./],
    [{ TEAMS_APP_PASSWORD: '' }, /^failed: TEAMS_APP_PASSWORD is not set\./],
    [
      { TEAMS_APP_PASSWORD: tenantId },
      /^failed: TEAMS_APP_PASSWORD holds the id of a secret\. Copy the value/,
    ],
    [{ TEAMS_TENANT_ID: '' }, /^failed: TEAMS_TENANT_ID is not set\./],
    [{ TEAMS_TENANT_ID: 'acme.com' }, /^failed: TEAMS_TENANT_ID is no tenant id\./],
    [{ TEAMS_APP_TYPE: 'Other' }, /^failed: TEAMS_APP_TYPE is no type of app\./],
    [{ TEAMS_APP_TYPE: 'MultiTenant' }, /^ok: The settings of the MultiTenant app fit together/],
  ])('with %j', async (change, sentence) => {
    const outcome = await doctor({ ...whole, ...change })
    expect(shown(outcome, 'Teams')).toMatch(sentence)
  })
})

describe('the model', () => {
  const key = { ANTHROPIC_API_KEY: secrets.model }
  const model = 'GET /v1/models/claude-opus-5-5'

  test.each([
    [{ status: 401, body: {} }, 'ANTHROPIC_API_KEY is not accepted (status 401).'],
    [{ status: 403, body: {} }, 'ANTHROPIC_API_KEY is not accepted (status 403).'],
    [{ status: 404, body: {} }, 'This key has no model claude-opus-5-5.'],
    [{ status: 402, body: {} }, 'The account of ANTHROPIC_API_KEY has no credit left (status 402).'],
    [{ status: 429, body: {} }, 'The limit of requests of ANTHROPIC_API_KEY is met (status 429).'],
    [{ status: 500, body: {} }, "The model's API has an error of its own (status 500)."],
    [{ status: 529, body: {} }, "The model's API is overloaded (status 529)."],
    [{ status: 200, body: 'hello' }, "The model's API answered with status 200."],
  ])('whose API answers %j', async (reply, said) => {
    const outcome = await doctor(key, { [model]: reply })
    expect(outcome.checks['Model']).toMatchObject({ state: 'failed', said })
  })

  test('is asked for by the name that is set, with the key in a header', async () => {
    const seen: unknown[] = []
    const outcome = await doctor(
      { ...key, ANTHROPIC_MODEL: 'a/b' },
      {
        'GET /v1/models/a%2Fb': ({ headers }) => {
          seen.push(headers['x-api-key'], headers['anthropic-version'])
          return { body: { id: 'a/b-2025' } }
        },
      },
    )
    expect(shown(outcome, 'Model')).toBe('ok: The key is accepted and has a/b-2025.')
    expect(seen).toEqual([secrets.model, '2023-06-01'])
  })

  test('whose API cannot be reached', async () => {
    const url = `http://127.0.0.1:${await aClosedPort()}`
    expect((await doctor(key, {}, url)).checks['Model']?.said).toBe(
      "The model's API cannot be reached (ECONNREFUSED).",
    )
  })

  test.each(['bedrock', 'vertex'] as const)('says which package %s needs', async (via) => {
    const missing = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))
    expect(await cloudCheck(via, missing)).toMatchObject({
      state: 'failed',
      said: `EXPERT_VIA is ${via}, and @anthropic-ai/${via}-sdk is not installed.`,
    })
    expect(await cloudCheck(via, async () => ({}))).toMatchObject({ state: 'ok' })
  })
})
