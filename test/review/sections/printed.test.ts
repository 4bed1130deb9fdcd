import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { snippets } from '../../../src/review/sections/monitoring/snippets.ts'
import * as faults from '../../../src/review/sections/tests/faults.ts'
import { has } from '../../programs.ts'
import { temporaryFolder } from '../checkout/fixtures.ts'

const named = Object.entries(snippets)
/** What needs a library that is not on this machine is compiled, and not run. */
const needsLibrary = ['raMetrics', 'discovery']

describe.skipIf(!has('elixir') || !has('erl'))('monitoring snippets', () => {
  it('compile in both languages, and do what they say where the standard library is enough', {
    timeout: 60_000,
  }, () => {
    const folder = temporaryFolder()
    for (const [name, { elixir, erlang }] of named) {
      const module = /-module\((\w+)\)/.exec(erlang)?.[1]
      writeFileSync(join(folder, `${name}.ex`), elixir)
      writeFileSync(join(folder, `${module}.erl`), erlang)
    }
    const script = resolve('test/review/sections/run-snippets.exs')
    const ran = spawnSync('elixir', [script, folder], { cwd: folder, encoding: 'utf8', timeout: 50_000 })
    const held = ran.stdout.split('\n').filter((line) => line.startsWith('held '))
    const expected = named.map(([name]) => name).filter((name) => !needsLibrary.includes(name))
    expect(held.sort(), ran.stderr).toEqual(expected.map((name) => `held ${name}`).sort())
  })
})

describe('commands of faults', () => {
  const all = [
    ...Object.values(faults).filter((fault) => typeof fault !== 'function'),
    faults.heldService('db', 5432),
  ]

  it('are words of a shell', () => {
    for (const { commands, undo } of all)
      for (const command of [...commands, ...undo]) {
        const { status, stderr } = spawnSync('sh', ['-n', '-c', command], { encoding: 'utf8' })
        expect(`${command}: ${status} ${stderr}`).toBe(`${command}: 0 `)
      }
  })

  it('take back each rule that they insert', () => {
    for (const { tool, commands, undo } of all) {
      if (tool !== 'iptables') continue
      const inserted = commands.flatMap((one) => [...one.matchAll(/iptables -I (\w+) 1 ([^;]+?) -j DROP/g)])
      const removed = undo.flatMap((one) => [...one.matchAll(/iptables -D (\w+) ([^;]+?) -j DROP/g)])
      expect(removed.map(([, chain, what]) => `${chain} ${what}`)).toEqual(
        inserted.map(([, chain, what]) => `${chain} ${what}`),
      )
      expect(inserted.length).toBeGreaterThan(0)
    }
  })
})
