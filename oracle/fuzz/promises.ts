import { createContext, Script } from 'node:vm'
import { parseElixir, readElixir } from '../../src/review/source/elixir/index.ts'
import { parseErlang, readErlang } from '../../src/review/source/erlang/index.ts'
import type { Clause, FileForm, Language } from '../../src/review/source/form.ts'
import type { Node } from '../../src/review/source/syntax.ts'

/** A promise of the parsers that an input breaks; `kind` is the same for inputs that break it in the same way. */
export interface Broken {
  readonly kind: string
  readonly detail: string
}

/** Milliseconds in which any file of ordinary size is read. */
const timeLimit = 1000
/** What does not end is ended here. */
const hangLimit = 10_000
/** Rules walk forms by recursion. */
const maxDepth = 2500
/** A form holds no more than this many expressions for each byte, so that no input fills the memory. */
const maxPerByte = 20

class Broke extends Error {}

const context = createContext({ work: null })
const script = new Script('work()')

/** Reads a text as a file of a language. @returns the first promise that it breaks, or null. */
export function broken(language: Language, text: string): Broken | null {
  const path = language === 'elixir' ? 'any.ex' : 'any.erl'
  try {
    const began = performance.now()
    context.work = () => check(language, path, text)
    script.runInContext(context, { timeout: hangLimit })
    if (performance.now() - began <= timeLimit || processorTime(language, path, text) <= timeLimit)
      return null
    return { kind: 'slow', detail: `over ${timeLimit} ms for ${text.length} bytes` }
  } catch (error) {
    const { name, message, stack = '', code } = error as NodeJS.ErrnoException
    if (error instanceof Broke) return { kind: message.replace(/\d+/g, 'N'), detail: message }
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return { kind: 'hangs', detail: `not read in ${hangLimit} ms` }
    const place = /\/(src\/review\/[\w/.-]+)\.[jt]s:\d+/.exec(stack)?.[1] ?? ''
    return { kind: `throws ${name} in ${place}`, detail: `${message} (${place})` }
  }
}

/** Of this process alone: on a busy machine the clock on the wall says nothing. */
function processorTime(language: Language, path: string, text: string): number {
  const before = process.cpuUsage()
  check(language, path, text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function check(language: Language, path: string, text: string): void {
  const { nodes, unread } = language === 'elixir' ? parseElixir(text) : parseErlang(text)
  for (const node of nodes) checkNode(node, 0, text.length, 0)
  for (const lost of unread) checkSpan(lost, 'unread part', 0, text.length)
  const form = language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
  checkForm(form, text.length)
}

/** A node of the concrete tree stands inside its parent. */
function checkNode(node: Node, from: number, until: number, depth: number): void {
  if (depth > maxDepth) throw new Broke('tree too deep to be walked')
  checkSpan(node, `node of kind ${node.kind}`, from, until)
  for (const kid of node.kids) checkNode(kid, node.start, node.end, depth + 1)
}

function checkForm(form: FileForm, length: number): void {
  const left = { objects: maxPerByte * length + 1000 }
  checkInside(form, length, left, 0)
  for (const { functions } of form.modules) {
    for (const fn of functions) {
      for (const clause of fn.clauses) checkClause(clause, fn.start, fn.end)
    }
  }
}

/** A clause stands inside its function, its guard and body inside the clause. */
function checkClause(clause: Clause, from: number, until: number): void {
  checkSpan(clause, 'clause of a function', from, until)
  for (const expr of clause.patterns) checkSpan(expr, 'pattern of a clause', clause.start, clause.end)
  if (clause.guard) checkSpan(clause.guard, 'guard of a clause', clause.start, clause.end)
  for (const expr of clause.body) checkSpan(expr, 'body of a clause', clause.start, clause.end)
}

/** Every span of the shared form lies in the file, and the form is small and shallow enough to be walked. */
function checkInside(value: unknown, length: number, left: { objects: number }, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > maxDepth) throw new Broke('form too deep to be walked')
  if (left.objects-- < 0) throw new Broke('form much larger than the file')
  if ('start' in value && 'end' in value) {
    const { kind = 'a part' } = value as { kind?: string }
    checkSpan(value as { start: number; end: number }, `${kind} of the form`, 0, length)
  }
  if (Array.isArray(value)) for (const item of value) checkInside(item, length, left, depth + 1)
  else for (const name in value) checkInside(value[name as keyof typeof value], length, left, depth + 1)
}

function checkSpan(
  { start, end }: { start: number; end: number },
  what: string,
  from: number,
  until: number,
): void {
  if (!(from <= start && start <= end && end <= until))
    throw new Broke(`${what} at ${start}-${end} in ${from}-${until}`)
}
