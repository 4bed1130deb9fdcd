import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Sample } from '../../../../src/review/consensus/answer/implementation.ts'
import { elixirPeers, erlangPeers } from '../../../../src/review/consensus/answer/samples/peers.ts'

/** What compiling samples and running their own tests says, on one start of the machine; an empty text is success. */
export function runElixir(samples: readonly Sample[]): string {
  return inFolder((folder) => {
    const sources = write(folder, [
      { file: 'peers.ex', language: 'elixir', code: elixirPeers },
      ...samples.filter(({ file }) => file.endsWith('.ex')),
    ])
    const tests = write(
      folder,
      samples.filter(({ file }) => file.endsWith('.exs')),
    )
    return (
      said('elixirc', ['--warnings-as-errors', '-o', folder, ...sources]) ||
      said('elixir', ['-pa', folder, ...tests.flatMap((test) => ['-r', test]), '-e', ''])
    )
  })
}

export function runErlang(samples: readonly Sample[]): string {
  return inFolder((folder) => {
    const sources = write(folder, [{ file: 'peers.erl', language: 'erlang', code: erlangPeers }, ...samples])
    const tests = sources.filter((file) => file.endsWith('_tests.erl')).map((file) => basename(file, '.erl'))
    return (
      said('erlc', ['-Werror', '-o', folder, ...sources]) ||
      said('erl', [
        '-noshell',
        '-pa',
        folder,
        '-eval',
        `case eunit:test([${tests.join(',')}]) of ok -> halt(0); _ -> halt(1) end.`,
      ])
    )
  })
}

function inFolder(use: (folder: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'))
  mkdirSync(join(folder, 'home'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(folder: string, samples: readonly Sample[]): string[] {
  return samples.map(({ file, code }) => {
    const path = join(folder, basename(file))
    writeFileSync(path, code)
    return path
  })
}

/** Nodes of a run have its folder as their home, so that no cookie of the user is read or written. */
function said(program: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: 110_000,
    cwd: tmpdir(),
  })
  return status === 0 ? '' : `${program}: ${stdout}${stderr}`
}
