import { join } from 'node:path'
import { alignForms } from './align.ts'
import { treesOf } from './erlang-trees.ts'
import { laterConstruct } from './later-constructs.ts'
import type { Reference } from './reference.ts'
import { root } from './root.ts'
import { firstDifference, type Verdict } from './verdict.ts'

/** `epp_dodger` over `erl_parse`: each form of a file, the ones that its preprocessor would drop included. */
export const erlang: Reference = {
  language: 'erlang',
  command: 'escript',
  args: [join(root, 'oracle/erlang-trees.escript')],
  package: 'erlang-base erlang-syntax-tools',
  compare,
}

function compare(answer: string, text: string): Verdict {
  const ours = ourForms(text)
  const trees = ours.map(({ tree }) => tree)
  const { compared, refused, differing } = alignForms(trees, answer.split('\t').slice(1))
  const explained = (at: number | null, did: 'refuses' | 'reads otherwise') => {
    const form = at === null ? undefined : ours[at]
    return form ? laterConstruct('erlang', text.slice(form.start, form.end), did) : null
  }
  return {
    compared,
    refused: refused.map(({ line, at }) => ({
      reason: `the form on line ${line}`,
      construct: explained(at, 'refuses'),
    })),
    differences: differing.map(({ at, theirs, besideRefused }) => ({
      ...firstDifference(trees[at ?? -1] ?? '(nothing)', theirs),
      construct: explained(at, 'reads otherwise') ?? (besideRefused ? explained(at, 'refuses') : null),
    })),
  }
}

function ourForms(text: string): { tree: string; start: number; end: number }[] {
  try {
    return treesOf(text)
  } catch (error) {
    return [{ tree: `no tree: ${(error as Error).message}`, start: 0, end: 0 }]
  }
}
