import type { Call, Expr } from '../../../source/form.ts'
import { config } from '../../../source/program/deployment/index.ts'
import { nameOf } from '../../../source/program/deployment/literal.ts'
import type { Timer } from '../../../source/program/processes/timers.ts'
import { timers } from '../../../source/program/processes/timers.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { visitClause } from '../../../source/walk.ts'

/** A lease and the timer that renews it, both in milliseconds and both spelled out. */
export interface Renewal {
  readonly ttl: Site
  readonly ttlMs: number
  readonly timer: Timer
  readonly periodMs: number
  /** The call that renews. */
  readonly renews: Site<Call>
  /** How long that call may take; null where nothing limits it. */
  readonly callTimeoutMs: number | null
}

const leaseWords: ReadonlySet<string> = new Set([
  'lease',
  'lock',
  'session',
  'ttl',
  'leadership',
  'ownership',
])
const lengthWords: ReadonlySet<string> = new Set([
  'ttl',
  'timeout',
  'duration',
  'expiry',
  'expiration',
  'expire',
  'lifetime',
  'lease',
  'px',
])
const renewing = /(?:^|_)(?:renew|extend|refresh|keep_?alive|touch|prolong)(?:_|$|[a-z]*lease|[a-z]*lock)/

/** Timers whose handler renews something, beside a constant that says how long that lasts. */
export function renewals(program: Program): readonly Renewal[] {
  const found: Renewal[] = []
  for (const all of timers(program).values()) {
    for (const timer of all) {
      const periodMs = milliseconds(program, timer.period, nameOfConstant(timer.period.expr))
      const renews = periodMs === null ? null : renewedBy(program, timer)
      if (periodMs === null || !renews) continue
      const ttl = lengthOfLease(program, timer.site.frame)
      if (ttl) found.push({ timer, periodMs, renews, ...ttl, callTimeoutMs: limitOf(renews.expr) })
    }
  }
  return found
}

/** The call in the handler, or in a function of the module that it calls, that renews. */
function renewedBy(program: Program, { handler, site }: Timer): Site<Call> | null {
  if (!handler) return null
  const direct = renewingCall(handler.clause, handler.frame)
  if (direct) return direct
  let found: Site<Call> | null = null
  const { module } = site.frame
  visitClause(handler.clause, (expr) => {
    if (found || expr.kind !== 'call' || !module || expr.module !== module.name) return
    for (const { file, fn } of program.definitions(module.name, expr.name, expr.args.length))
      for (const clause of fn.clauses)
        found ??= renewingCall(clause, { file, module, fn, clause, caller: null })
  })
  return found
}

function renewingCall(clause: Frame['clause'], frame: Frame): Site<Call> | null {
  let found: Call | null = null
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' && renewing.test(expr.name)) found ??= expr
  })
  return found ? { expr: found, frame } : null
}

/** The one constant of the module that says how long a lease, a lock or a session lasts. */
function lengthOfLease(program: Program, { module, file }: Frame): { ttl: Site; ttlMs: number } | null {
  const found: { ttl: Site; ttlMs: number }[] = []
  for (const { name, value, params } of module?.constants ?? []) {
    const words = new Set(split(name))
    if (params.length > 0 || !anyOf(words, leaseWords) || !anyOf(words, lengthWords)) continue
    if (['renew', 'renewal', 'refresh', 'interval', 'retry', 'call'].some((word) => words.has(word))) continue
    const clause = { patterns: [], guard: null, body: [value], start: value.start, end: value.end }
    const ttl: Site = { expr: value, frame: { file, module, fn: null, clause, caller: null } }
    const ttlMs = milliseconds(program, ttl, name)
    if (ttlMs !== null) found.push({ ttl, ttlMs })
  }
  const [only, another] = found
  return only && !another ? only : null
}

const units: Record<string, number | undefined> = { seconds: 1000, minutes: 60_000, hours: 3_600_000 }

/** A time in milliseconds: by `:timer.seconds/1`, by the unit in its name, or a number that is no count of seconds. */
function milliseconds(program: Program, site: Site, name: string | null): number | null {
  const [origin, another] = origins(program, site)
  if (!origin || another) return null
  const value = number(program, origin)
  if (value === null || value.ms <= 0) return null
  if (value.unit) return value.ms
  const words = new Set(split(name ?? ''))
  if (words.has('s') || words.has('sec') || words.has('second')) return value.ms * 1000
  if (words.has('ms') || words.has('msec') || words.has('millisecond') || value.ms >= 1000) return value.ms
  return null
}

function number(program: Program, { expr, frame }: Site): { ms: number; unit: boolean } | null {
  if (expr.kind === 'integer') return { ms: expr.value, unit: false }
  const part = (of: Expr) => {
    const [origin, another] = origins(program, { expr: of, frame })
    return origin && !another ? number(program, origin) : null
  }
  if (expr.kind === 'op' && ['*', '+', '-', 'div'].includes(expr.op) && expr.args[0] && expr.args[1]) {
    const [a, b] = [part(expr.args[0]), part(expr.args[1])]
    if (!a || !b) return null
    const ms = { '*': a.ms * b.ms, '+': a.ms + b.ms, '-': a.ms - b.ms }[expr.op] ?? Math.trunc(a.ms / b.ms)
    return { ms, unit: a.unit || b.unit }
  }
  if (expr.kind !== 'call') return null
  const factor = expr.module === 'timer' ? units[expr.name] : undefined
  const [first, key] = expr.args
  if (factor && first) {
    const inner = part(first)
    return inner && { ms: inner.ms * factor, unit: true }
  }
  if (!/^(compile_env|get_env|fetch_env!|compile_env!)$/.test(expr.name)) return null
  const [app, setting] = [nameOf(first), nameOf(key)]
  if (app === null || setting === null) return null
  const [value] = config(program).valueOf(app, setting)
  return value?.site.expr.kind === 'integer' ? { ms: value.site.expr.value, unit: false } : null
}

function nameOfConstant(expr: Expr): string | null {
  return expr.kind === 'constant' ? expr.name : null
}

/** The limit of a call of a server: what is written, else the five seconds of OTP. */
function limitOf({ args }: Call): number | null {
  const last = args.at(-1)
  if (last?.kind === 'integer' && last.value >= 100) return last.value
  return last?.kind === 'atom' && last.name === 'infinity' ? null : 5000
}
