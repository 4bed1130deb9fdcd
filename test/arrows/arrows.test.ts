import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** What each room may import, besides itself; everything else points back. */
const allowed: Record<string, readonly string[]> = {
  review: [],
  blocks: ['review'],
  store: ['review'],
  jobs: ['blocks', 'review', 'store'],
  bot: ['jobs', 'store', 'blocks', 'review'],
  cli: ['blocks', 'review'],
  operations: ['store', 'review'],
}
const places = ['review', 'blocks', 'store', 'jobs', 'bot', 'cli', 'operations', 'main.ts', 'cli.ts']

let folder: string
let refused: ReadonlySet<string>

/** The file that imports a type of `to` from inside `from`. */
function planted(from: string, to: string): string {
  return `src/${from}/inner/${to.replace('.ts', '-root')}.ts`
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrows-'))
  copyFileSync('biome.json', join(folder, 'biome.json'))
  for (const from of Object.keys(allowed)) {
    mkdirSync(join(folder, 'src', from, 'inner'), { recursive: true })
    for (const to of places) {
      const path = to.endsWith('.ts') ? `../../${to}` : to === from ? '../thing.ts' : `../../${to}/thing.ts`
      writeFileSync(
        join(folder, planted(from, to)),
        `import type { Thing } from '${path}'\n\nexport type Planted = Thing\n`,
      )
    }
  }
  for (const where of [...Object.keys(allowed), 'bot/teams', '']) {
    mkdirSync(join(folder, 'src', where), { recursive: true })
    writeFileSync(
      join(folder, 'src', where, 'botbuilder.ts'),
      "import { CloudAdapter } from 'botbuilder'\n\nexport const planted = CloudAdapter\n",
    )
  }
  const lint = spawnSync(
    resolve('node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', 'src'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  const { diagnostics } = JSON.parse(lint.stdout) as {
    diagnostics: { message: string; location: { path: string | { file: string } } }[]
  }
  refused = new Set(
    diagnostics
      .filter(({ message }) => /An arrow that points back|botbuilder is imported/.test(message))
      .map(({ location: { path } }) => (typeof path === 'string' ? path : path.file)),
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('arrows between rooms point one way', () => {
  for (const [from, may] of Object.entries(allowed)) {
    for (const to of places) {
      const fine = to === from || may.includes(to)
      it(`${from} ${fine ? 'may' : 'cannot'} import ${to}${fine ? '' : ', not even a type'}`, () => {
        expect(refused.has(planted(from, to))).toBe(!fine)
      })
    }
  }

  for (const where of [...Object.keys(allowed).map((room) => `src/${room}`), 'src', 'src/bot/teams']) {
    const may = where === 'src/bot/teams'
    it(`${where} ${may ? 'may' : 'cannot'} import botbuilder`, () => {
      expect(refused.has(`${where}/botbuilder.ts`)).toBe(!may)
    })
  }

  it('every room in src has its arrows', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(rooms.map(({ name }) => name).sort()).toEqual(Object.keys(allowed).sort())
  })
})
