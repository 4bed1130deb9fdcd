import type { Call, Expr } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import { usesOf } from '../../source/program/flow/uses.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'

/** Functions that read a clock which an operator or NTP may set. */
const reads = new Set([
  'erlang:system_time',
  'os:system_time',
  'os:timestamp',
  'erlang:timestamp',
  'erlang:now',
  'erlang:universaltime',
  'erlang:localtime',
  'calendar:universal_time',
  'calendar:local_time',
  'DateTime:utc_now',
  'DateTime:now',
  'DateTime:now!',
  'NaiveDateTime:utc_now',
  'NaiveDateTime:local_now',
  'Time:utc_now',
  'erlang:date',
  'erlang:time',
])

export function isWallClock({ module, name }: Call): boolean {
  return reads.has(`${module}:${name}`)
}

/** Every reading of the wall clock in the program, by function, in the order of files. */
function wallClockReadings(program: Program): readonly Site<Call>[] {
  return [...reads].flatMap((name) => {
    const [module = '', fn = ''] = name.split(':')
    return program.callsOf(module, fn)
  })
}

/** Every reading with the places that it reaches: asked for by several rules, and followed once. */
export const readingUses = facet((program) =>
  wallClockReadings(program)
    .filter(({ frame }) => frame.file.pathClass !== 'test')
    .map((reading) => ({ reading, uses: usesOf(program, reading) })),
)

/** Functions whose result is a time where an argument is one: conversion, shift, difference. */
const carries = new Set([
  'erlang:convert_time_unit',
  'System:convert_time_unit',
  'DateTime:to_unix',
  'DateTime:add',
  'DateTime:shift',
  'DateTime:truncate',
  'DateTime:diff',
  'NaiveDateTime:add',
  'NaiveDateTime:diff',
  'NaiveDateTime:truncate',
  'timer:now_diff',
  'calendar:datetime_to_gregorian_seconds',
  'calendar:now_to_universal_time',
  'calendar:now_to_datetime',
  'erlang:abs',
  'erlang:trunc',
  'erlang:round',
  'DateTime:compare',
  'NaiveDateTime:compare',
])

/** The terms of a sum, difference or conversion; a name is a term, whatever it was computed from. */
export function terms(expr: Expr): readonly Expr[] {
  // A value that is pinned into a query is this node's own.
  if (expr.kind === 'op' && expr.op === '^' && expr.args[0]) return terms(expr.args[0])
  if (expr.kind === 'op' && ['+', '-', '*', '/', 'div', 'abs'].includes(expr.op))
    return expr.args.flatMap(terms)
  if (expr.kind === 'call' && carries.has(`${expr.module}:${expr.name}`)) return expr.args.flatMap(terms)
  if (expr.kind === 'tuple') return expr.items.flatMap(terms)
  return [expr]
}

/** The reading of the wall clock that a term stands for, through variables and helpers; null for anything else. */
export function wallClock(program: Program, term: Site, depth = 4): Site | null {
  for (const origin of origins(program, term)) {
    const { expr, frame } = origin
    if (expr.kind === 'call' && isWallClock(expr)) return origin
    if (depth === 0) continue
    const inner = terms(expr)
    if (inner.length === 1 && inner[0] === expr) continue
    for (const part of inner) {
      const found = wallClock(program, { expr: part, frame }, depth - 1)
      if (found) return found
    }
  }
  return null
}
