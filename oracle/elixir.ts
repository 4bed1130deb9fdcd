import { join } from 'node:path'
import { parseElixir } from '../src/review/source/elixir/index.ts'
import { quoted } from './elixir-quoted.ts'
import { laterConstruct } from './later-constructs.ts'
import type { Reference } from './reference.ts'
import { root } from './root.ts'
import { firstDifference, type Verdict } from './verdict.ts'

/** `Code.string_to_quoted`: the whole tree of a file, metadata aside. */
export const elixir: Reference = {
  language: 'elixir',
  command: 'elixir',
  args: ['-r', join(root, 'oracle/elixir-trees.exs'), join(root, 'oracle/elixir.exs')],
  package: 'elixir',
  compare,
}

function compare(answer: string, text: string): Verdict {
  if (answer.startsWith('! ')) {
    const refused = { reason: answer.slice(2), construct: laterConstruct('elixir', text, 'refuses') }
    return { compared: 0, refused: [refused], differences: [] }
  }
  // Both print the shortest digits that give the number back, but not in the same notation.
  const theirs = answer.slice(2).replace(/F#([-+.\de]+)/g, (_, digits) => `F#${Number(digits)}`)
  const ours = ourTree(text)
  if (ours === theirs) return { compared: 1, refused: [], differences: [] }
  const construct = laterConstruct('elixir', text, 'reads otherwise')
  return { compared: 1, refused: [], differences: [{ ...firstDifference(ours, theirs), construct }] }
}

function ourTree(text: string): string {
  const { nodes, unread } = parseElixir(text)
  const [lost] = unread
  if (lost) return `unread from byte ${lost.start} to ${lost.end}: ${lost.reason}`
  try {
    return quoted(nodes, text).replaceAll('\n', '\\n')
  } catch (error) {
    return `no quoted form: ${(error as Error).message}`
  }
}
