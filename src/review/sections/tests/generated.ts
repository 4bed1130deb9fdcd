import type { Finding } from '../../report.ts'
import type { Language } from '../../source/form.ts'
import type { TestCase, TestFile } from '../shape.ts'

/** A test with its file, or with the reason why it has none. */
export interface Generated {
  readonly test: TestCase
  readonly file: TestFile | null
}

/** What a test asserts, apart from where it stands. */
export interface Written {
  readonly id: string
  readonly title: string
  readonly finding: Finding
  readonly level: TestCase['level']
  readonly setup: readonly string[]
  readonly workload: string
  readonly invariant: string
  readonly wait: TestCase['wait']
  readonly language: Language
  /** `test/a_test.exs` within the project. */
  readonly path: string
  /** The folder of the project that it belongs to, '' for the root. */
  readonly folder: string
  readonly code: string
  readonly fillIn: readonly string[]
}

export function generated(written: Written): Generated {
  const { id, title, finding, level, setup, workload, invariant, wait, language, folder, code, fillIn } =
    written
  const path = folder === '' ? written.path : `${folder}/${written.path}`
  const within = folder === '' ? '' : `cd ${folder} && `
  const run =
    language === 'elixir'
      ? `${within}mix test ${written.path}`
      : `${within}rebar3 ct --suite ${written.path.replace(/\.erl$/, '')}`
  const peer = level === 'multi-vm'
  return {
    test: {
      id,
      title,
      covers: [finding.fingerprint],
      level,
      setup: [...setup],
      fault: peer
        ? {
            tool: 'peer',
            commands: [':erlang.disconnect_node/1 for each pair, with dist_auto_connect set to never'],
            undo: ['the nodes are stopped at the end of the test'],
          }
        : { tool: 'none', commands: [], undo: [] },
      wait,
      workload,
      invariants: [invariant],
      passWhen: `${invariant}.`,
      runnableNow: fillIn.length === 0,
      notRunnableBecause: fillIn.length === 0 ? null : `To be filled in: ${fillIn.join('; ')}.`,
      file: path,
    },
    file: { path, language, code, run, fillIn: [...fillIn] },
  }
}

/** A case whose file cannot be written from the code. */
export function unwritten(
  finding: Finding,
  title: string,
  invariant: string,
  because: string,
  seconds: number,
): Generated {
  return {
    test: {
      id: `steps:${finding.rule}`,
      title,
      covers: [finding.fingerprint],
      level: 'staging',
      setup: ['A staging cluster of the size of production.'],
      fault: { tool: 'none', commands: [], undo: [] },
      wait: { seconds, because: 'the upper bound of the tick, with a margin' },
      workload: 'What the finding describes.',
      invariants: [invariant],
      passWhen: `${invariant}.`,
      runnableNow: false,
      notRunnableBecause: because,
      file: null,
    },
    file: null,
  }
}
