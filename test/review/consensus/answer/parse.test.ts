import { expect, test } from 'vitest'
import { implementationOf, implementations } from '../../../../src/review/consensus/answer/samples/index.ts'
import { elixirPeers, erlangPeers } from '../../../../src/review/consensus/answer/samples/peers.ts'
import { optionIds } from '../../../../src/review/consensus/options.ts'
import { dataKinds } from '../../../../src/review/consensus/profile.ts'
import { has } from '../../../programs.ts'
import { refusedByElixir, refusedByErlang, withFiles } from '../../rules/native-parsers.ts'

/** Every sample of every option and kind of data, once each. */
function samples(language: 'elixir' | 'erlang'): Map<string, string> {
  const found = new Map<string, string>()
  for (const id of optionIds) {
    for (const data of dataKinds) {
      const { elixir, erlang, configuration } = implementationOf(id, data)
      for (const sample of [...elixir, ...erlang, ...configuration]) {
        if (sample.language !== language) continue
        const name = `${id}-${data}-${sample.file.replaceAll('/', '-')}`
        if (![...found.values()].includes(sample.code)) found.set(name, sample.code)
      }
    }
  }
  return found
}

test('every option has code in both languages, or says why one has none', () => {
  for (const id of optionIds) {
    const { elixir, erlang, missing, signals, prepare, back } = implementationOf(id, 'map')
    expect(elixir.length, id).toBeGreaterThan(0)
    expect(erlang.length > 0, id).toBe(missing === null)
    expect(
      elixir.some(({ file }) => file.startsWith('test/')),
      id,
    ).toBe(true)
    expect([signals.length > 1, prepare !== '', back !== '', id in implementations], id).toEqual([
      true,
      true,
      true,
      true,
    ])
  }
})

test.runIf(has('elixir'))("Elixir's own parser accepts every sample", { timeout: 60_000 }, () => {
  const texts = new Map([...samples('elixir'), ['peers.ex', elixirPeers]])
  expect(texts.size).toBeGreaterThan(40)
  expect(withFiles(texts, refusedByElixir)).toEqual(['done'])
})

/** A module needs the name of its file, and includes of eunit need no more than the machine has. */
test.runIf(has('erl'))(
  "Erlang's own compiler accepts every module, and its parser every setting",
  { timeout: 60_000 },
  () => {
    const texts = new Map<string, string>()
    for (const [name, code] of [...samples('erlang'), ['peers.erl', erlangPeers] as const]) {
      texts.set(name.endsWith('.erl') ? name : name.replace(/\.config$/, '.snippet'), code)
    }
    expect(texts.size).toBeGreaterThan(25)
    expect(
      withFiles(texts, refusedByErlang).filter(
        (line) => !/undefined behaviour|behaviour .* undefined/i.test(line),
      ),
    ).toEqual(['done'])
  },
)
