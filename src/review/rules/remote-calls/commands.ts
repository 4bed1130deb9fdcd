import type { FunctionForm, ModuleForm } from '../../source/form.ts'
import { definitionAt } from '../../source/program/calls/modules.ts'
import { facet } from '../../source/program/facet.ts'
import { callbackAt } from '../../source/program/processes/servers.ts'
import type { Definition, Frame, Program } from '../../source/program/program.ts'
import { split } from '../../source/program/words.ts'
import { visitClause } from '../../source/walk.ts'
import { placeReasons } from '../context.ts'
import type { Reason } from '../rule.ts'

/** What modules that serve a command line or a shell are called. */
const commandWords = new Set([
  'cli',
  'iex',
  'ctl',
  'console',
  'command',
  'cmd',
  'shell',
  'escript',
  'debug',
  'diagnostic',
  'diag',
  'upgrade',
  'admin',
  'release',
  'harness',
  'chaos',
])
/** What writes to whoever sits at the terminal. */
const printing = /^(io:(format|put_chars|nl|fwrite)|IO:(puts|write|inspect)|Mix\.Shell)/

/** Why a function is run by a person and not by the service, in words; null where nothing says so. */
export function commandOf(program: Program, { file, module, fn }: Definition): string | null {
  if (file.pathClass !== 'service') return `\`${file.path}\` is no part of the running service`
  if (module.name.startsWith('Mix.Tasks.') || module.uses.some((use) => use.module === 'Mix.Task'))
    return `\`${module.name}\` is a mix task`
  if (fn.name === 'main' && fn.arity === 1 && fn.exported) return `\`${module.name}\` is run as a script`
  const word = split(module.name).find((part) => commandWords.has(part))
  if (word) return `\`${module.name}\` serves a ${word}`
  if (module.behaviours.some((behaviour) => split(behaviour).some((part) => part === 'command')))
    return `\`${module.name}\` is a command`
  // A server that prints is being debugged; a helper that prints may serve anybody.
  if (fn.exported && prints(fn) && !callbackAt(program, { file, module, fn }))
    return `\`${fn.name}/${fn.arity}\` prints to a terminal`
  if (fn.exported && ends(fn)) return `\`${fn.name}/${fn.arity}\` ends the virtual machine when it is done`
  if (fn.exported && takesWords(fn))
    return `\`${fn.name}/${fn.arity}\` takes a list of words, as a command line hands them over`
  if (listed(program).get(module)?.has(fn.name))
    return `\`${fn.name}/${fn.arity}\` is in the module's list of commands`
  return null
}

/** placeReasons, or why the function is run by a person. */
export function servicePlace(program: Program, frame: Frame): Reason[] {
  const place = placeReasons(frame)
  const definition = definitionAt(frame)
  if (place.length > 0 || !definition) return place
  const command = commandOf(program, definition)
  return command ? [{ name: 'not-the-service', text: `${command}: a person waits for it.` }] : []
}

/** `halt()` at the end, by itself or by a helper that says so. */
function ends(fn: FunctionForm): boolean {
  return fn.clauses.some(({ body }) => {
    const last = body.at(-1)
    return last?.kind === 'call' && split(last.name)[0] === 'halt'
  })
}

/** `stop([Node, Site])`: what `-s`, `erl_call` and the scripts of releases call. */
function takesWords(fn: FunctionForm): boolean {
  return (
    fn.arity === 1 &&
    fn.clauses.some(({ patterns: [pattern] }) => {
      if (pattern?.kind !== 'list' || pattern.tail || pattern.items.length < 2) return false
      return pattern.items.every(({ kind }) => kind === 'var')
    })
  )
}

const printers = new WeakMap<FunctionForm, boolean>()

function prints(fn: FunctionForm): boolean {
  let known = printers.get(fn)
  if (known === undefined) {
    known = false
    for (const clause of fn.clauses)
      visitClause(clause, (expr) => {
        // With a device as its first argument it may write to a file or a log.
        if (expr.kind === 'call' && expr.args.length < 3 && printing.test(`${expr.module}:${expr.name}`))
          known = true
      })
    printers.set(fn, known)
  }
  return known
}

/** Functions that a module lists as commands: `#…commands{function = f}`. */
const listed = facet((program): ReadonlyMap<ModuleForm, ReadonlySet<string>> => {
  const found = new Map<ModuleForm, Set<string>>()
  for (const { module, fn } of program.functions()) {
    if (!/command/.test(fn.name)) continue
    for (const clause of fn.clauses)
      visitClause(clause, (expr) => {
        if (expr.kind !== 'map' || !expr.struct || !/command/.test(expr.struct)) return
        for (const { key, value } of expr.entries) {
          if (key.kind !== 'atom' || key.name !== 'function' || value.kind !== 'atom') continue
          const names = found.get(module) ?? new Set<string>()
          names.add(value.name)
          found.set(module, names)
        }
      })
  }
  return found
})
