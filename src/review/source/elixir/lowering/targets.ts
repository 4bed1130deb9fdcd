import { renaming } from '../../canonical.ts'
import type { Call, Expr } from '../../form.ts'
import { apply, op } from './build.ts'

/** How a call of a known function is written in the shared form. */
type Writing = 'call' | 'operator' | 'then' | 'apply'

/** The function that a call means, under its canonical name. */
export interface Target {
  readonly module: string | null
  readonly name: string
  readonly writing: Writing
}

/** Functions of module erlang that the shared form writes in another way, by name and arity. */
const writings = new Map<string, (Writing | undefined)[]>()
for (const name of ['+', '-']) writings.set(name, [undefined, 'operator', 'operator'])
for (const name of 'div rem * / ++ -- <> == != === !== < > <= >= and or in'.split(' '))
  writings.set(name, [undefined, undefined, 'operator'])
writings.set('not', [undefined, 'operator'])
writings.set('then', [undefined, undefined, 'then'])
writings.set('apply', [undefined, undefined, 'apply', 'apply'])

function writingOf(module: string, name: string, arity: number): Writing {
  return module === 'erlang' ? (writings.get(name)?.[arity] ?? 'call') : 'call'
}

/** The target of a call; `module` is null where it is not known. */
export function targetOf(module: string | null, name: string, arity: number): Target {
  if (module === null) return { module, name, writing: 'call' }
  const [home, own] = renaming(module, name, arity) ?? [module, name]
  return { module: home, name: own, writing: writingOf(home, own, arity) }
}

/** `module.name(args)`, where the module is known. */
export function callOf(
  module: string,
  name: string,
  args: readonly Expr[],
  start: number,
  end: number,
): Expr {
  const renamed = renaming(module, name, args.length)
  const home = renamed === null ? module : renamed[0]
  const own = renamed === null ? name : renamed[1]
  return written(writingOf(home, own, args.length), home, own, args, start, end)
}

export function callTarget(target: Target, args: readonly Expr[], start: number, end: number): Expr {
  return written(target.writing, target.module, target.name, args, start, end)
}

function written(
  writing: Writing,
  module: string | null,
  name: string,
  args: readonly Expr[],
  start: number,
  end: number,
): Expr {
  if (writing !== 'call') {
    if (writing === 'operator') return op(name, args, start, end)
    if (writing === 'then') return applied(args[1] as Expr, [args[0] as Expr], start, end)
    const call = appliedByName(args, start, end)
    if (call) return call
  }
  return { kind: 'call', module, target: null, name, args, start, end }
}

/** `target.name(args)`, where the module is computed. */
export function computedCall(
  target: Expr,
  name: string,
  args: readonly Expr[],
  start: number,
  end: number,
): Call {
  return { kind: 'call', module: null, target, name, args, start, end }
}

/** `fun.(args)`; of a reference to a named function it is a call of that function. */
export function applied(fun: Expr, args: readonly Expr[], start: number, end: number): Expr {
  if (fun.kind !== 'funref' || fun.arity !== args.length) return apply(fun, args, start, end)
  const { module, target, name } = fun
  if (module !== null) return callOf(module, name, args, start, end)
  return { kind: 'call', module, target, name, args, start, end }
}

/** `apply(module, :name, [args])` and `apply(fun, [args])` with a list that is written out; else null. */
function appliedByName(args: readonly Expr[], start: number, end: number): Expr | null {
  const list = args[args.length - 1] as Expr
  if (list.kind !== 'list' || list.tail) return null
  const first = args[0] as Expr
  if (args.length === 2) return applied(first, list.items, start, end)
  const name = args[1] as Expr
  if (name.kind !== 'atom') return null
  if (first.kind === 'atom') return callOf(first.name, name.name, list.items, start, end)
  return computedCall(first, name.name, list.items, start, end)
}
