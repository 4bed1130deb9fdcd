import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseRequest } from '../../../src/bot/request.ts'
import { readConfig, Settings } from '../../../src/config.ts'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFile(new URL(path, root), 'utf8')
const manifest = await read('manifest.yml')
const { features, settings } = parse(manifest)
const { scripts } = JSON.parse(await read('package.json'))
const http = await read('src/bot/slack/http.ts')
const [, part = ''] = (await read('README.md')).split(/^## Slack$/m)
const section = part.split('\nFor production: ')[0] ?? ''
const lines = section.split('\n').filter((line) => line.trim() !== '' && !/^\s*```(?:sh)?$/.test(line))

/** Each line of the part begins as one of these, and says only what is so. */
const checks: readonly (readonly [string, (line: string) => void])[] = [
  ['1. Choose how Slack', () => expect(settings.socket_mode_enabled).toBe(false)],
  [
    '- **socket mode**',
    (line) => {
      expect(line).toContain('`socket_mode_enabled: true`')
      expect(manifest).toMatch(/^ {2}socket_mode_enabled: false$/m)
      expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual({
        botToken: 'xoxb-1',
        appToken: 'xapp-1',
      })
    },
  ],
  [
    '- **HTTP**',
    (line) => {
      const [address = ''] = /https:\/\/YOUR-HOST[^`]+/.exec(line) ?? []
      expect(manifest.split(address).length - 1).toBe(3)
      expect(http).toContain(`'${new URL(address).pathname}'`)
    },
  ],
  [
    '`npm run manifest -- --socket`',
    (line) => {
      for (const [, script = ''] of line.matchAll(/`npm run (\w+)/g)) expect(scripts).toHaveProperty(script)
      // "What each permission is for": each stands under a comment or is named by what it does.
      expect(manifest.match(/^ {6}# /gm)?.length).toBeGreaterThan(5)
    },
  ],
  [
    '2. Install the app',
    (line) => {
      const { slack } = readConfig({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_SIGNING_SECRET: 's',
      })
      expect(line).toContain('With both, it is socket mode')
      expect(slack).not.toHaveProperty('signingSecret')
    },
  ],
  [
    'SLACK_BOT_TOKEN=',
    (line) => {
      const given = line.trim().split(' ')
      expect(given.splice(-2)).toEqual(['npm', 'start'])
      const config = readConfig(Object.fromEntries(given.map((pair) => splitOnce(pair))))
      expect(config.repositories).toEqual([{ name: 'shop', location: 'https://host/owner/shop' }])
    },
  ],
  [
    '3. In a channel',
    (line) => {
      expect(features.bot_user.display_name).toBe('distreview')
      const [, ...words] = (/`(\/distreview \S[^`]+)`/.exec(line)?.[1] ?? '').split(' ')
      expect(parseRequest(words.join(' '))).toMatchObject({ kind: 'review', paths: ['lib/cluster'] })
      expect(parseRequest('')).toEqual({ kind: 'form' })
      expect(parseRequest('help')).toEqual({ kind: 'help' })
      expect(features.app_home.messages_tab_read_only_enabled).toBe(false)
    },
  ],
  [
    '4. Besides',
    (line) => {
      const named = [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
      expect(features.shortcuts.map(({ name }: { name: string }) => name)).toEqual(named)
      expect(features.app_home.home_tab_enabled).toBe(true)
    },
  ],
  ['This part is tested', () => {}],
]

test("each line of README's Slack part is so", () => {
  const said = lines.map((line) => checks.findIndex(([beginning]) => line.trim().startsWith(beginning)))
  expect(said).toEqual(checks.map((_check, at) => at))
  for (const [at, line] of lines.entries()) checks[at]?.[1](line)
})

test("each file and setting that README's Slack part names is there", () => {
  for (const [, path = ''] of section.matchAll(/\]\(([^)#]+)\)/g))
    expect(existsSync(new URL(path, root)), path).toBe(true)
  for (const [name] of section.matchAll(/\b[A-Z]+_[A-Z_]+\b/g)) expect(Settings.shape).toHaveProperty(name)
})

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
