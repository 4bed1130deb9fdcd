import type { FunctionForm } from '../source/form.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../source/program/program.ts'
import { type Ancestor, isClause } from '../source/walk.ts'
import type { Reason } from './rule.ts'

const servers = new Set([
  'gen_server',
  'gen_statem',
  'gen_event',
  'supervisor',
  'ra_machine',
  'GenStage',
  'Phoenix.LiveView',
  'Phoenix.Channel',
])
const callbacks = new Set([
  'init',
  'handle_call',
  'handle_cast',
  'handle_info',
  'handle_continue',
  'handle_event',
  'mount',
  'join',
])

/** The behaviour of a server that a module implements, or null. */
export function isServer(frame: Frame): boolean {
  return frame.module?.behaviours.some((name) => servers.has(name)) ?? false
}

/** The server callback that runs this code: its own function, or one caller in the same module. */
export function callbackOf(program: Program, frame: Frame): string | null {
  const { module, fn } = frame
  if (!module || !fn || !isServer(frame)) return null
  if (callbacks.has(fn.name)) return `${fn.name}/${fn.arity}`
  if (fn.exported) return null
  for (const caller of program.callersOf(module.name, fn)) {
    const by = caller.frame.fn
    if (by && caller.frame.module === module && callbacks.has(by.name)) return `${by.name}/${by.arity}`
  }
  return null
}

/**
 * True where the truth of an expression decides what happens: the subject of a branch, a guard, an operand of
 * and/or/not of such, or the result of a predicate. A value that is stored, sent or printed does not decide.
 */
export function decides(site: Site): boolean {
  const above = [...ancestorsOf(site)].reverse()
  let at: Ancestor | undefined = site.expr
  for (const next of above) {
    if (isClause(next)) {
      if (next.guard === at) return true
      if (next.body.at(-1) !== at) return false
      if (next === site.frame.clause) return true
    } else if (next.kind === 'branch') {
      if (next.subject === at) return true
    } else if (next.kind === 'op') {
      if (!['and', 'or', 'not'].includes(next.op)) return false
    } else if (next.kind === 'block') {
      if (next.body.at(-1) !== at) return false
    } else if (next.kind === 'match') {
      return next.value === at && next.pattern.kind === 'var'
    } else if (next.kind === 'with' || next.kind === 'arrow') {
      return true
    } else if (next.kind !== 'fun') {
      return false
    }
    at = next
  }
  return false
}

const notTheService = {
  test: 'test code',
  tool: 'a script, task or command-line tool',
  vendored: 'vendored code',
} as const

/** The reasons that hold for any rule: what the code is for. */
export function placeReasons(frame: Frame): Reason[] {
  const { pathClass, path } = frame.file
  if (pathClass !== 'service')
    return [{ name: 'not-the-service', text: `\`${path}\` is ${notTheService[pathClass]}.` }]
  if (isCommand(frame))
    return [{ name: 'not-the-service', text: 'A command that somebody runs and waits for.' }]
  if (isUnitTest(frame)) return [{ name: 'not-the-service', text: 'A unit test within the module.' }]
  return isForTests(frame) ? [{ name: 'not-the-service', text: 'The code says that it is for tests.' }] : []
}

/** Its comment says so, or it is compiled for tests alone. */
function isForTests({ file, fn }: Frame): boolean {
  if (!fn) return false
  const known = forTests.get(fn)
  if (known !== undefined) return known
  const before = file.text.slice(Math.max(0, fn.start - 20_000), fn.start)
  const comment = /(?:^[ \t]*(?:%|#|@doc)[^\n]*\n)+[^\n]*$/m.exec(before.slice(-600))?.[0] ?? ''
  const said =
    /\b(?:used|only|just|is|helper)\b[^\n]{0,20}\b(?:in|by|for)\b (?:unit )?tests?\b|\bfor (?:unit )?tests?\b/i.test(
      comment,
    )
  const compiled =
    file.form.language === 'erlang' &&
    before.lastIndexOf('-ifdef(TEST)') > Math.max(before.lastIndexOf('-endif'), before.lastIndexOf('-else'))
  forTests.set(fn, said || compiled)
  return said || compiled
}

const forTests = new WeakMap<FunctionForm, boolean>()

/** What EUnit runs: `some_test/0`, `some_test_/0`. */
function isUnitTest({ file, fn }: Frame): boolean {
  return file.form.language === 'erlang' && fn !== null && fn.arity === 0 && /_test_?$/.test(fn.name)
}

/** A mix task, or the main function of an escript. */
function isCommand({ module, fn }: Frame): boolean {
  if (module?.name.startsWith('Mix.Tasks.') || module?.uses.some((use) => use.module === 'Mix.Task'))
    return true
  return fn !== null && fn.name === 'main' && fn.arity === 1 && fn.exported
}
