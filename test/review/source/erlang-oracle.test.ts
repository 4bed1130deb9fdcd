import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseErlang } from '../../../src/review/source/erlang/index.ts'
import { Kind } from '../../../src/review/source/erlang/kinds.ts'
import type { Node } from '../../../src/review/source/syntax.ts'
import { has } from '../../programs.ts'

const folder = fileURLToPath(new URL('erlang-fixtures/', import.meta.url))
const fixtures = ['lease.erl', 'switches.erl'].map((name) => folder + name)

/** Comes with erl. */
const escript = 'escript'

describe.skipIf(!has('erl'))('the parser of the language itself', () => {
  it('finds the same functions, calls and operators in every fixture', () => {
    const printed = execFileSync(escript, [`${folder}oracle.escript`, ...fixtures], { encoding: 'utf8' })
    const theirs = printed
      .trim()
      .split(/^file /m)
      .slice(1)
    for (const [index, path] of fixtures.entries()) {
      const [name, ...lines] = (theirs[index] ?? '').trim().split('\n')
      expect(name).toBe(basename(path))
      const { nodes, unread } = parseErlang(readFileSync(path, 'latin1'))
      expect(unread).toEqual([])
      expect(nodes.flatMap(linesOf).sort()).toEqual(lines.sort())
    }
  }, 30_000)
})

/** What the oracle prints for one form, in any order. */
function linesOf(node: Node): string[] {
  if (node.kind === Kind.attribute || node.kind === Kind.recordDefinition) return []
  if (node.kind === Kind.define) return node.kids.slice(1).flatMap(linesOf)
  return [...line(node), ...node.kids.flatMap(linesOf)]
}

function line(node: Node): string[] {
  const [first, second] = node.kids
  switch (node.kind) {
    case Kind.function:
      return [`function ${first?.value}/${first?.kids[0]?.kids.length}`]
    case Kind.clause:
      return ['clause']
    case Kind.tuple:
      return [`tuple ${node.kids.length}`]
    case Kind.operator:
    case Kind.send:
      return [`operator ${node.value} ${side(first)} ${side(second)}`]
    case Kind.call: {
      const name = first?.kind === Kind.remote ? first.kids[1] : first
      return name?.kind === Kind.atom ? [`call ${name.value}/${node.kids.length - 1}`] : []
    }
    default:
      return []
  }
}

function side(node: Node | undefined): string {
  return node?.kind === Kind.operator || node?.kind === Kind.send ? node.value : 'operand'
}
