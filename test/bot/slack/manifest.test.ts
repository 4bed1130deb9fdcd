import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import schema from '../slack-manifest/manifest.schema.2.0.0.json' with { type: 'json' }

const manifest = parse(await readFile(new URL('../../../manifest.yml', import.meta.url), 'utf8'))

function problems(candidate: unknown): string[] {
  // Not strict: the schema has notes of its own, such as "_note" and "regex".
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  validate(candidate)
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

describe('manifest.yml', () => {
  test("is what Slack's schema allows", () => {
    expect(problems(manifest)).toEqual([])
  })

  test('would be refused with a setting that Slack does not know', () => {
    const wrong = { ...manifest, settings: { ...manifest.settings, sockets: true } }
    expect(problems(wrong)).toEqual(['/settings must NOT have additional properties'])
  })

  test('is allowed in socket mode too', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(false)
    expect(problems({ ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } })).toEqual(
      [],
    )
  })

  test('asks for what works and nothing else', () => {
    const address = 'https://YOUR-HOST/slack/events'
    expect(manifest.oauth_config.scopes).toEqual({
      bot: [
        'app_mentions:read',
        'channels:history',
        'chat:write',
        'commands',
        'groups:history',
        'im:history',
      ],
    })
    expect(manifest.settings.event_subscriptions).toEqual({
      request_url: address,
      bot_events: ['app_mention'],
    })
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: address })
    expect(Object.keys(manifest.features)).toEqual(['bot_user', 'slash_commands'])
    expect(manifest.features.slash_commands).toEqual([
      {
        command: '/distreview',
        url: address,
        description: 'Review a path of a connected repository',
        usage_hint:
          'review lib/cluster on main | evaluate | what if 2 of 5 nodes fail | schedule weekly for lib | schedules | help',
        should_escape: false,
      },
    ])
  })
})
