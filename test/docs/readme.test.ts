import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { withSettingsTable } from '../../scripts/settings-table.ts'
import { plantExamples } from '../../src/bot/web/examples.ts'
import { readArguments } from '../../src/cli/arguments.ts'
import { readConfig } from '../../src/config.ts'
import { rules } from '../../src/review/rules/index.ts'
import { shell } from '../cli/shell.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'
import { page, rowsOf, shellLinesOf } from './pages.ts'

const readme = page('README.md')
const scripts = new Set(Object.keys(packageJson.scripts))
/** npm's own; `cit` installs and runs `test`, `link` puts the bin on the PATH. */
const npms = new Set(['ci', 'cit', 'start', 'test', 'link', 'prune'])

describe('the README', () => {
  test('begins with the two commands of a newcomer', () => {
    const [first, second] = shellLinesOf(readme)
    expect([first?.split('#')[0]?.trim(), second?.split('#')[0]?.trim()]).toEqual([
      'npm ci && npm start',
      'npm cit',
    ])
    expect(readme.text.indexOf('npm cit')).toBeLessThan(400)
  })

  test('has the table of settings that the schema gives (else: npm run readme)', () => {
    expect(readme.text).toBe(withSettingsTable(readme.text))
  })

  test('names settings that are read', () => {
    const assignments = shellLinesOf(readme).flatMap((line) => [...line.matchAll(/\b([A-Z_]{4,})=(\S+)/g)])
    const environment = Object.fromEntries(assignments.map(([, name = '', value = '']) => [name, value]))
    expect(readConfig(environment)).toMatchObject({
      repositories: [{ name: 'shop', location: 'https://host/owner/shop' }],
      slack: { appToken: 'xapp-…' },
      web: null,
    })
  })

  test('counts the rules', () => {
    const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
    expect(readme.text).toContain(`[${words[rules.length] ?? rules.length} rules](src/review/rules/)`)
  })

  test('gives the exit codes of the command line', () => {
    const codes = rowsOf(readme).filter(([first]) => /^\d+$/.test(first ?? ''))
    expect(codes.map(([code]) => code)).toEqual(['0', '1', '2', '3', '130'])
  })

  test('shows what the command line prints of the example', async () => {
    const [, excerpt = ''] = /among more:\n\n```\n([\s\S]*?)```/.exec(readme.text) ?? []
    const shop = (await plantExamples(resolve('examples'), temporaryFolder())).find(
      ({ name }) => name === 'shop',
    )
    if (shop?.kind !== 'local') throw new Error('There is no example shop.')
    const { out } = await shell('review', shop.path, 'lib', '--ref', 'main')
    // Rules between cards are left out of the page, and the time that it took is another one each time.
    const printed = out.replace(/^─+\n\n/gm, '')
    const timeless = (text: string) => text.replace(/\d+\s+ms\.|[\d.]+\s+s\./, 'N ms.')
    const expected = timeless(excerpt)
    expect(timeless(printed).slice(0, expected.length)).toBe(expected)
  })

  test('has a picture of at most 200 kB and 1,200 pixels', () => {
    const png = readFileSync('docs/thread.png')
    expect(png.length).toBeLessThanOrEqual(200_000)
    expect(png.toString('latin1', 1, 4)).toBe('PNG')
    expect(png.readUInt32BE(16)).toBeLessThanOrEqual(1_200)
  })
})

describe('commands', () => {
  const named = ['README.md', 'CONTRIBUTING.md'].flatMap((path) =>
    [...page(path).text.matchAll(/\bnpm (run )?([a-z-]+)/g)].map(([all, run, name = '']) => ({
      all,
      known: run ? scripts.has(name) : npms.has(name),
    })),
  )

  test('of npm exist', () => {
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(({ known }) => !known).map(({ all }) => all)).toEqual([])
  })

  test('of the command line are understood', () => {
    const words = shellLinesOf(readme)
      .filter((line) => line.startsWith('node dist/cli.js'))
      .map((line) => line.split('#')[0]?.trim().split(/\s+/).slice(2) ?? [])
    expect(words.map((each) => readArguments(each).kind)).toEqual([
      'review',
      'review',
      'review',
      'rules',
      'evaluate',
      'what-if',
      'doctor',
    ])
    expect(packageJson.bin).toEqual({ distreview: 'dist/cli.js' })
  })

  test('options that are listed are those of --help', async () => {
    const { out } = await shell('--help')
    const listed = [...readme.text.matchAll(/`(--[a-z-]+)[^`]*`/g)].map(([, option = '']) => option)
    expect(listed.length).toBeGreaterThan(4)
    expect(
      listed.filter((option) => option !== '--help' && option !== '--omit' && !out.includes(option)),
    ).toEqual([])
  })
})
