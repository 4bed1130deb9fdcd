import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseRequest } from '../../../src/bot/request.ts'
import { prompts } from '../../../src/bot/slack/home.ts'
import { scopes } from '../../../src/bot/slack/scopes.ts'
import schema from '../slack-manifest/manifest.schema.2.0.0.json' with { type: 'json' }

const root = new URL('../../../', import.meta.url)
const manifest = parse(await readFile(new URL('manifest.yml', root), 'utf8'))

function problems(candidate: unknown): string[] {
  // Not strict: the schema has notes of its own, such as "_note" and "regex".
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  validate(candidate)
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

/** What `npm run manifest` prints. */
function written(...options: string[]): unknown {
  const script = new URL('scripts/manifest.mjs', root)
  return JSON.parse(execFileSync(process.execPath, [script.pathname, ...options], { encoding: 'utf8' }))
}

describe('manifest.yml', () => {
  test("is what Slack's schema allows", () => {
    expect(problems(manifest)).toEqual([])
  })

  test('would be refused with a setting that Slack does not know', () => {
    const wrong = { ...manifest, settings: { ...manifest.settings, sockets: true } }
    expect(problems(wrong)).toEqual(['/settings must NOT have additional properties'])
  })

  test('asks for what works and nothing else', () => {
    const address = 'https://YOUR-HOST/slack/events'
    expect(manifest.oauth_config.scopes).toEqual({ bot: scopes })
    expect(manifest.settings).toEqual({
      event_subscriptions: {
        request_url: address,
        bot_events: [
          'app_home_opened',
          'app_mention',
          'assistant_thread_started',
          'message.channels',
          'message.groups',
          'message.im',
          'message.mpim',
        ],
      },
      interactivity: { is_enabled: true, request_url: address },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    })
    expect(Object.keys(manifest.features)).toEqual([
      'app_home',
      'agent_view',
      'bot_user',
      'shortcuts',
      'slash_commands',
    ])
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
    expect(manifest.features.slash_commands).toEqual([
      {
        command: '/distreview',
        url: address,
        description: 'Review a path of a connected repository',
        usage_hint:
          'review lib/cluster on main | status | findings | repos | cancel | evaluate | what if 2 of 5 nodes fail | schedule weekly for lib | schedules | help',
        should_escape: false,
      },
    ])
  })

  test('has the shortcuts that are heard', async () => {
    const heard = await readFile(new URL('src/bot/slack/shortcut.ts', root), 'utf8')
    const named = [...heard.matchAll(/callback_id: '([^']+)', type: '([^']+)'/g)].map(([, id, type]) => ({
      id,
      type: type === 'message_action' ? 'message' : 'global',
    }))
    const offered = manifest.features.shortcuts.map(({ callback_id: id, type }: Record<string, string>) => ({
      id,
      type,
    }))
    expect(offered).toEqual(named)
  })

  test('suggests words that are understood, the same as the program does', () => {
    const { suggested_prompts: suggested } = manifest.features.agent_view
    expect(suggested).toEqual(prompts)
    for (const { message } of prompts) expect(() => parseRequest(message)).not.toThrow()
  })

  test('hints at words that are understood', () => {
    for (const words of manifest.features.slash_commands[0].usage_hint.split(' | ')) {
      expect(() => parseRequest(words), words).not.toThrow()
    }
  })
})

describe('npm run manifest', () => {
  test('prints it as JSON, for the Slack CLI and for the page', async () => {
    expect(written()).toEqual(manifest)
    const { hooks } = JSON.parse(await readFile(new URL('.slack/hooks.json', root), 'utf8'))
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
    expect(hooks).toEqual({ 'get-manifest': 'npm run --silent manifest' })
    expect(scripts.manifest).toBe('node scripts/manifest.mjs')
  })

  test('makes the change for either way to be reached, and both are allowed', () => {
    const sockets = written('--socket')
    expect(sockets).toEqual({ ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } })
    const hosted = written('--host', 'bot.example.com')
    expect(JSON.stringify(hosted)).toBe(JSON.stringify(manifest).replaceAll('YOUR-HOST', 'bot.example.com'))
    expect([problems(sockets), problems(hosted)]).toEqual([[], []])
  })

  test('refuses an address where a host is meant', () => {
    expect(() => written('--host', 'https://bot.example.com/')).toThrow('The host is a name alone')
  })
})
