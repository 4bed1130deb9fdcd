import { withArguments } from '../../../fixes/call-arguments.ts'
import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { withElement } from '../../../fixes/spelled.ts'
import type { Call, Expr, List } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'

const copies = new Set(['ram_copies', 'disc_copies', 'disc_only_copies'])

/** Every table asks for a majority, behind its copies; undefined where the options of one are not written in the call. */
export function withMajority(sites: readonly Site<Call>[]): Mend | undefined {
  const rewrites: Rewrite[] = []
  for (const { expr, frame } of sites) {
    const list = expr.args.find((arg): arg is List => arg.kind === 'list' && arg.items.some(isPair))
    if (!list) return undefined
    const nth = Math.max(0, list.items.findIndex(isCopies))
    const item = list.items[nth]
    const { text, form } = frame.file
    if (form.language === 'elixir' && text[list.start] !== '[') {
      const more = withArguments({ expr, frame }, { last: ['majority: true'], keywords: true })
      if (!more) return undefined
      rewrites.push(...more)
      continue
    }
    const written = text[item?.start ?? 0] === '{' ? '{:majority, true}' : 'majority: true'
    const code = form.language === 'erlang' ? '{majority, true}' : written
    const rewrite = withElement({ expr: list, frame }, nth, code)
    if (!rewrite) return undefined
    rewrites.push(rewrite)
  }
  return {
    rewrites,
    risk: 'A table that exists keeps its setting: run `mnesia:change_table_majority(Tab, true)` once for each. What writes it dirtily is not asked for a majority.',
  }
}

function isPair(item: Expr): boolean {
  return item.kind === 'tuple' && item.items.length === 2
}

/** `{disc_copies, Nodes}`, or `{Mode, Nodes}`. */
function isCopies(item: Expr): boolean {
  if (item.kind !== 'tuple') return false
  const [key] = item.items
  return key?.kind === 'var' || (key?.kind === 'atom' && copies.has(key.name))
}
