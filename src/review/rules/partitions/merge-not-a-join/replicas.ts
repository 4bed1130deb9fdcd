import type { Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { taintOf } from '../../../source/program/flow/sources.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { visit } from '../../../source/walk.ts'

/** Messages by which replicas tell each other what they hold. */
const exchange = new Set([
  'sync',
  'gossip',
  'replica',
  'replicate',
  'replication',
  'delta',
  'crdt',
  'peer',
  'remote',
  'heal',
  'entropy',
  'exchange',
  'nodeup',
  'handoff',
  'netsplit',
  'conflict',
])
const callbacks = new Set(['handle_cast', 'handle_info', 'handle_call', 'handle_event'])

export function isCallback({ fn }: Frame): boolean {
  return fn !== null && callbacks.has(fn.name)
}

/** Where a value of another replica comes in: a message of the exchange, or a call of another node; else null. */
export function fromReplica(program: Program, site: Site): Site | null {
  for (const origin of origins(program, site)) {
    const message = ofMessage(origin)
    if (message) return message
  }
  return answerOf(program, site, 2)
}

/** The answer of another node as a whole, or what a pattern takes out of it; not what is computed from it. */
function answerOf(program: Program, site: Site, depth: number): Site | null {
  for (const origin of origins(program, site)) {
    const { expr, frame } = origin
    if (expr.kind === 'call' && taintOf(expr) === 'remote-result') return origin
    if (expr.kind !== 'var' || depth === 0) continue
    const binding = patternBinding(frame.clause, expr.name, expr.start)
    if (binding?.kind !== 'part' || !binding.source) continue
    const found = answerOf(program, { expr: binding.source, frame }, depth - 1)
    if (found) return found
  }
  return null
}

/** Taken out of a message that is named as part of an exchange between replicas. */
function ofMessage({ expr, frame }: Site): Site | null {
  const { fn, clause } = frame
  if (!fn || !callbacks.has(fn.name)) return null
  const [message] = clause.patterns
  if (!message || !isTagged(message)) return null
  const name = rootOf(expr)
  return name !== null && mentions(message, name) ? { expr: message, frame } : null
}

function rootOf(expr: Expr): string | null {
  if (expr.kind === 'field') return rootOf(expr.of)
  return expr.kind === 'var' ? expr.name : null
}

function isTagged(message: Expr): boolean {
  const words = new Set<string>()
  visit(message, (inner) => {
    if (inner.kind === 'atom') for (const word of split(inner.name)) words.add(word)
  })
  return anyOf(words, exchange)
}

function mentions(pattern: Expr, name: string): boolean {
  let found = false
  visit(pattern, (inner) => {
    if (inner.kind === 'var' && inner.name === name) found = true
  })
  return found
}

/** The value is (a part of) what a server keeps: its state argument, which is the last. */
export function isOwnState(program: Program, site: Site): boolean {
  return origins(program, site).some(({ expr, frame }) => {
    const name = rootOf(expr)
    return (
      name !== null && frame.fn !== null && callbacks.has(frame.fn.name) && isState(frame, name, expr.start)
    )
  })
}

function isState({ clause }: Frame, name: string, at: number): boolean {
  const state = clause.patterns.at(-1)
  if (!state || clause.patterns.length < 2) return false
  const binding = patternBinding(clause, name, at)
  return binding?.kind !== 'value' && mentions(state, name)
}
