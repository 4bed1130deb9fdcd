import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { scopes } from '../../src/bot/slack/scopes.ts'
import type { Check } from '../../src/cli/doctor/check.ts'
import type { Doctor } from '../../src/cli/doctor.ts'
import { examine } from '../../src/doctor.ts'
import { shellOf } from './shell.ts'
import { aServer, type Reply } from './surroundings.ts'

const made = (start: string) => `${start}${randomBytes(8).toString('hex')}`

/** Made on the spot and in no sentence: wherever one turns up, it has leaked. */
export const secrets = {
  git: made('tok_'),
  bot: made('xoxb-'),
  signing: made(''),
  app: made('xapp-'),
  teams: made('Q~'),
  model: made('key_'),
  database: made('pw_'),
}

export const appId = '11111111-2222-3333-4444-555555555555'
export const tenantId = '66666666-7777-8888-9999-aaaaaaaaaaaa'

export const wellSlack: Record<string, Reply> = {
  'POST /api/auth.test': {
    headers: { 'x-oauth-scopes': scopes.join(',') },
    body: { ok: true, user: 'distreview', team: 'Acme' },
  },
  'POST /api/apps.connections.open': { body: { ok: true, url: 'wss://127.0.0.1/x' } },
  'GET /v1/models/claude-opus-5-5': { body: { id: 'claude-opus-5-5' } },
}

export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'distreview-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Outcome {
  readonly code: number
  readonly out: string
  readonly checks: Readonly<Record<string, Check>>
}

/** Runs `distreview doctor` where Slack and the model are this machine. */
export async function doctor(
  environment: Record<string, string>,
  replies: Parameters<typeof aServer>[0] = wellSlack,
  url?: string,
): Promise<Outcome> {
  const server = url ?? (await aServer(replies)).url
  const examineHere: Doctor = (given) =>
    examine(given, { fetch, slackUrl: `${server}/api/`, modelUrl: server })
  const here = shellOf({ environment: { DATA_DIR: dataFolder(), ...environment }, examine: examineHere })
  const { code, out } = await here('doctor', '--format', 'json')
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Check[] }
  expect([ok, code]).toEqual(ok ? [true, 0] : [false, 3])
  for (const secret of Object.values(secrets)) expect(out).not.toContain(secret)
  return { code, out, checks: Object.fromEntries(checks.map((check) => [check.name, check])) }
}

export const shown = ({ checks }: Outcome, name: string) =>
  `${checks[name]?.state}: ${checks[name]?.said}${checks[name]?.next ? ` ${checks[name]?.next}` : ''}`
