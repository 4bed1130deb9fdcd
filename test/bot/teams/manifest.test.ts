import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest'
import { describe, expect, onTestFinished, test } from 'vitest'
import manifest from '../../../appPackage/manifest.json' with { type: 'json' }
import { appPackage } from '../../../appPackage/zip.mjs'
import { parseRequest } from '../../../src/bot/request.ts'
import { loopbackOnly } from '../../workspace/loopback-only.ts'

const file = (name: string) => readFileSync(new URL(`../../../appPackage/${name}`, import.meta.url))

describe('appPackage', () => {
  test("has a manifest that Microsoft's schema allows, and one with a wrong field would be refused", async () => {
    const refused: string[] = []
    const guard = loopbackOnly((address) => refused.push(address))
    onTestFinished(() => guard.restore())
    expect(await AppManifestUtils.validateAgainstSchema(manifest as TeamsManifest)).toEqual([])
    const wrong = { ...manifest, accentColor: 'blue' } as TeamsManifest
    expect(await AppManifestUtils.validateAgainstSchema(wrong)).toHaveLength(1)
    expect(refused).toEqual([])
  })

  test('asks for no permission, and names commands that are understood', () => {
    expect(Object.keys(manifest)).not.toContain('permissions')
    const commands = manifest.bots[0]?.commandLists[0]?.commands ?? []
    const kinds = commands.map(({ title }) => parseRequest(title).kind)
    expect(kinds).toEqual(['review', 'evaluate', 'what-if', 'schedules', 'help'])
  })

  test.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('has %s, a square of %i pixels', (name, size) => {
    const png = file(name)
    expect(png.toString('latin1', 1, 4)).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
  })
})

/** Name and bytes of each file of a zip whose files are stored as they are, by its local headers. */
function filesOf(zip: Buffer): [string, Buffer][] {
  const files: [string, Buffer][] = []
  let at = 0
  while (zip.readUInt32LE(at) === 0x04034b50) {
    const size = zip.readUInt32LE(at + 22)
    const from = at + 30 + zip.readUInt16LE(at + 26)
    const bytes = zip.subarray(from, from + size)
    expect(zip.readUInt32LE(at + 14)).toBe(crc32(bytes))
    files.push([zip.toString('utf8', at + 30, from), bytes])
    at = from + size
  }
  return files
}

describe('the package for upload', () => {
  const id = '11111111-2222-4333-8444-555555555555'

  test('is a zip of the three files with this app id and host, valid too', async () => {
    const [first, ...icons] = filesOf(appPackage(id, 'bot.example.com'))
    expect(icons).toEqual([
      ['color.png', file('color.png')],
      ['outline.png', file('outline.png')],
    ])
    const made = JSON.parse(String(first?.[1])) as TeamsManifest & typeof manifest
    expect([first?.[0], made.id, made.bots[0]?.botId, made.developer.websiteUrl]).toEqual([
      'manifest.json',
      id,
      id,
      'https://bot.example.com',
    ])
    expect(await AppManifestUtils.validateAgainstSchema(made)).toEqual([])
  })

  test.each([
    ['', 'bot.example.com', /^The first argument is the app id/],
    ['00000000-0000-0000-0000-000000000000', 'bot.example.com', /^The first argument is the app id/],
    [id, 'https://bot.example.com', /^The second argument is the host/],
  ])('is not made of %j and %j', (appId, host, sentence) => {
    expect(() => appPackage(appId, host)).toThrow(sentence)
  })
})
