import type { Expr } from '../../../source/form.ts'
import { config } from '../../../source/program/deployment/index.ts'
import { nameOf } from '../../../source/program/deployment/literal.ts'
import { namesOf } from '../../../source/program/names.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { type Comparison, mirrored, needed, straight } from '../../../source/program/quantity.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { countWords, quorumWords } from '../vocabulary.ts'

/** A number of nodes that must agree, fixed when the code is compiled or configured. */
export interface Frozen {
  readonly site: Site
  /** How many must agree. */
  readonly needs: number
  /** Where it is compared with a count; null for a setting that a library reads. */
  readonly compared: Site | null
  /** What it is called. */
  readonly name: string
}

/** `quorum`, `majority`, or the size of a cluster, of which a part is asked for. */
function isFrozenName(name: string): boolean {
  const words = new Set(split(name))
  if (anyOf(words, quorumWords)) return true
  const ofCluster = words.has('cluster') || words.has('voter') || words.has('member') || words.has('node')
  return ofCluster && (words.has('size') || words.has('count') || words.has('number'))
}

/** Constants that a count of votes or nodes is compared with, and Swarm's setting. */
export function frozen(program: Program): readonly Frozen[] {
  const found: Frozen[] = []
  for (const site of program.comparisons()) {
    const [left, right] = site.expr.args
    if (!left || !right) continue
    const one =
      compared(program, site, left, right, straight[site.expr.op]) ??
      compared(program, site, right, left, mirrored[site.expr.op])
    if (one) found.push(one)
  }
  for (const { site } of config(program).valueOf('swarm', 'static_quorum_size').slice(0, 1))
    if (site.expr.kind === 'integer')
      found.push({ site, needs: site.expr.value, compared: null, name: 'static_quorum_size' })
  return found
}

function compared(
  program: Program,
  site: Site,
  count: Expr,
  limit: Expr,
  comparison: Comparison | undefined,
): Frozen | null {
  if (!comparison || comparison === '==') return null
  const constant = constantIn(limit)
  if (!constant || !isFrozenName(constant.name)) return null
  const value = number(program, { expr: limit, frame: site.frame })
  const words = namesOf(program, { expr: count, frame: site.frame })
  const counts = count.kind === 'call' && count.module === 'erlang' && count.name === 'length'
  if (value === null || !(counts || anyOf(words, countWords)) || constantIn(count)) return null
  const definition = program.constantAt(site.frame, constant.name, constant.start)
  if (!definition) return null
  const needs = needed(comparison, value)
  return {
    site: { expr: definition.value, frame: { ...site.frame, fn: null } },
    needs,
    compared: site,
    name: constant.name,
  }
}

/** The one constant of an expression such as `@quorum` or `div(@cluster_size, 2) + 1`. */
function constantIn(expr: Expr): Extract<Expr, { kind: 'constant' }> | null {
  if (expr.kind === 'constant') return expr
  if (expr.kind !== 'op') return null
  for (const part of expr.args) {
    const found = constantIn(part)
    if (found) return found
  }
  return null
}

const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  div: (a, b) => Math.trunc(a / b),
}

/** What an expression of numbers, constants and settings read at compile time comes to; null where it is no number. */
function number(program: Program, { expr, frame }: Site, depth = 6): number | null {
  if (depth === 0) return null
  if (expr.kind === 'integer') return expr.value
  if (expr.kind === 'constant') {
    const constant = program.constantAt(frame, expr.name, expr.start)
    return constant ? number(program, { expr: constant.value, frame }, depth - 1) : null
  }
  if (expr.kind === 'op') {
    const operation = arithmetic[expr.op]
    const [a, b] = expr.args.map((part) => number(program, { expr: part, frame }, depth - 1))
    return operation && a != null && b != null ? operation(a, b) : null
  }
  if (expr.kind !== 'call' || expr.module !== 'Application' || !/^compile_env!?$/.test(expr.name)) return null
  const [app, key, fallback] = expr.args
  const [appName, keyName] = [nameOf(app), nameOf(key)]
  if (appName === null || keyName === null) return null
  const [setting] = config(program).valueOf(appName, keyName)
  const value = setting?.site ?? (fallback && { expr: fallback, frame })
  return value?.expr.kind === 'integer' ? value.expr.value : null
}
