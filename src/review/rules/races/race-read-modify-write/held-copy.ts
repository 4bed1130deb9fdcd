import type { Call, Clause, Expr, ModuleForm } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import { type MessageClause, messageClauses } from '../../../source/program/processes/messages/clauses.ts'
import { type Send, sends } from '../../../source/program/processes/messages/sends.ts'
import { serverOf } from '../../../source/program/processes/servers.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { derivesFrom, runsIn } from '../../../source/program/stores/index.ts'
import { results, visit } from '../../../source/walk.ts'

/** A client that asks a server for a value, makes a new one from it and sends that one back to replace it. */
export interface HeldCopy {
  /** What sends the new value. */
  readonly write: Site<Call>
  readonly read: Site<Call>
  /** The clause of the server that takes the new value for its own. */
  readonly taken: Site
  readonly field: string
  /** Where else the value is replaced, or `null` where whatever process calls it may do so. */
  readonly other: Site | null
}

/** Every such client, where more than one process may be one. */
export function heldCopies(program: Program): readonly HeldCopy[] {
  const puts = fieldMessages(program, replacedField)
  if (puts.size === 0) return []
  const gets = fieldMessages(program, givenField)
  const reads = uses(program, gets)
  const writes = uses(program, puts)
  const found: HeldCopy[] = []
  for (const write of writes) {
    const argument = write.argument
    if (!argument) continue
    for (const read of reads) {
      if (read.site.frame.clause !== write.site.frame.clause || read.site.expr.end > write.site.expr.start)
        continue
      if (read.message.field !== write.message.field || read.message.module !== write.message.module) continue
      if (!isMadeFrom(write.site.frame.clause, argument, read.site.expr)) continue
      const other = writes.find((each) => each.message === write.message && isApart(program, each, write))
      if (!other && runsIn(program, write.site).kind !== 'caller') continue
      found.push({
        write: write.site,
        read: read.site,
        taken: { expr: write.message.clause.pattern, frame: write.message.clause.frame },
        field: write.message.field,
        other: other?.site ?? null,
      })
      break
    }
  }
  return found
}

/** Another function that replaces the value, and is not run by the same server. */
function isApart(program: Program, other: Use, { site }: Use): boolean {
  if (other.isInterface || other.site.frame.fn === site.frame.fn) return false
  const one = runsIn(program, site)
  const two = runsIn(program, other.site)
  return !(one.kind === 'callback' && two.kind === 'callback' && one.module === two.module)
}

/** A message that gives a field of the state away, or replaces it. */
interface FieldMessage {
  readonly module: ModuleForm
  readonly clause: MessageClause
  readonly field: string
  /** Index in the message's tuple of the new value. */
  readonly at: number | null
}

type Look = (message: MessageClause) => { readonly field: string; readonly at: number | null } | null

function fieldMessages(program: Program, look: Look): ReadonlyMap<Clause, FieldMessage> {
  const found = new Map<Clause, FieldMessage>()
  for (const [module, clauses] of messageClauses(program)) {
    const kind = serverOf(program, module)?.kind
    if (kind !== 'gen_server') continue
    for (const clause of clauses) {
      if (clause.entry !== 'call' && clause.entry !== 'cast') continue
      // A clause that decides anything may compare what comes with what it has.
      if (clause.clause.guard) continue
      const seen = look(clause)
      if (seen) found.set(clause.clause, { module, clause, ...seen })
    }
  }
  return found
}

/** `{set, New}` whose only answer is a state in which `New`, as it came, stands in a field. */
function replacedField({ clause, pattern }: MessageClause): ReturnType<Look> {
  const all = results(clause.body)
  const [answer] = all
  if (all.length !== 1 || answer?.kind !== 'tuple' || pattern.kind !== 'tuple') return null
  const state = boundTo(clause, answer.items.at(-1))
  if (state?.kind !== 'map' || !state.base) return null
  for (const { key, value } of state.entries) {
    if (key.kind !== 'atom' || value.kind !== 'var') continue
    const at = pattern.items.findIndex((item) => item.kind === 'var' && item.name === value.name)
    // `{put, Key, Value}` replaces one entry; it says nothing of the whole.
    if (at > 0 && pattern.items.length === 2) return { field: key.name, at }
  }
  return null
}

/** `get`, answered with a field as it is, by itself or in `{ok, _}`. */
function givenField({ clause, entry, pattern }: MessageClause): ReturnType<Look> {
  if (entry !== 'call' || pattern.kind !== 'atom') return null
  const all = results(clause.body)
  const [answer] = all
  if (all.length !== 1 || answer?.kind !== 'tuple' || answer.items.length < 3) return null
  const reply = boundTo(clause, answer.items[1])
  const given = reply?.kind === 'tuple' ? boundTo(clause, reply.items.at(-1)) : reply
  const field = given && fieldOf(clause, given)
  return field ? { field, at: null } : null
}

function boundTo(clause: Clause, expr: Expr | undefined): Expr | null {
  if (expr?.kind !== 'var') return expr ?? null
  const binding = patternBinding(clause, expr.name, expr.start)
  return binding?.kind === 'value' ? binding.value : expr
}

/** `State#state.members`, `state.members`, or a variable that the head takes out of the state. */
function fieldOf(clause: Clause, expr: Expr): string | null {
  if (expr.kind === 'field') return expr.name
  if (expr.kind !== 'var') return null
  const state = clause.patterns.at(-1)
  let name: string | null = null
  if (state)
    visit(state, (inner) => {
      if (inner.kind !== 'map') return
      for (const { key, value } of inner.entries)
        if (key.kind === 'atom' && value.kind === 'var' && value.name === expr.name) name = key.name
    })
  return name
}

/** Where such a message is sent: the send, or the call of a function whose whole body is that send. */
interface Use {
  readonly site: Site<Call>
  readonly message: FieldMessage
  readonly argument: Expr | null
  /** The send in a function that others call for it. */
  readonly isInterface: boolean
}

function uses(program: Program, messages: ReadonlyMap<Clause, FieldMessage>): readonly Use[] {
  const found: Use[] = []
  for (const send of sends(program)) {
    const message = meant(send, messages)
    if (!message) continue
    const value = send.message?.expr
    const argument = message.at !== null && value?.kind === 'tuple' ? (value.items[message.at] ?? null) : null
    if (message.at !== null && !argument) continue
    const { fn, module, clause } = send.site.frame
    const binding = argument?.kind === 'var' ? patternBinding(clause, argument.name, argument.start) : null
    const index = binding?.kind === 'parameter' ? binding.index : null
    const isInterface =
      fn?.clauses.length === 1 && clause.body.length === 1 && (message.at === null || index !== null)
    if (isService(send.site)) found.push({ site: send.site, message, argument, isInterface })
    if (!isInterface || !fn || !module) continue
    for (const site of program.callersOf(module.name, fn)) {
      const given = index === null ? null : (site.expr.args[index] ?? null)
      if (isService(site)) found.push({ site, message, argument: given, isInterface: false })
    }
  }
  return found
}

function isService({ frame }: Site): boolean {
  return frame.file.pathClass === 'service'
}

/** The one clause that takes the message, where the receiver is known. */
function meant(
  { certain, handlers }: Send,
  messages: ReadonlyMap<Clause, FieldMessage>,
): FieldMessage | null {
  const [first] = handlers
  return certain && first ? (messages.get(first.clause) ?? null) : null
}

/** Made from it by a call, an operation or a change of a part; what was read and is sent back as it is loses nothing new. */
function isMadeFrom(clause: Clause, argument: Expr, read: Expr): boolean {
  if (!derivesFrom(clause, argument, read)) return false
  const value = boundTo(clause, argument)
  return value !== null && value.kind !== 'var' && value !== read
}
