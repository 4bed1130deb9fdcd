import type { Call } from '../../../form.ts'
import { facet } from '../../facet.ts'
import type { Site } from '../../program.ts'
import { onlyName, option, optionsOf } from '../literals.ts'

/** A table that `mnesia:create_table` makes. */
interface MnesiaTable {
  readonly id: string
  readonly name: string | null
  readonly ramCopies: Site | null
  readonly discCopies: Site | null
  readonly discOnlyCopies: Site | null
  /** True where `majority` is set, there or later by change_table_majority; null where the options are not all seen. */
  readonly majority: boolean | null
  readonly localContent: boolean
  readonly attributes: Site | null
  readonly options: readonly Site[]
  readonly site: Site<Call>
}

/** The mnesia tables of the program, and where it makes copies on other nodes or joins them. */
export interface Mnesia {
  readonly tables: readonly MnesiaTable[]
  /** `add_table_copy`. */
  readonly copies: readonly Site<Call>[]
  /** `change_config(extra_db_nodes, …)`. */
  readonly joins: readonly Site<Call>[]
}

export const mnesiaTables = facet((program): Mnesia => {
  const majorityLater = new Set<string | null>()
  for (const { expr, frame } of program.callsOf('mnesia', 'change_table_majority')) {
    const [table, to] = expr.args
    if (table && to?.kind === 'atom' && to.name === 'true')
      majorityLater.add(onlyName(program, { expr: table, frame }))
  }
  const tables: MnesiaTable[] = []
  for (const site of program.callsOf('mnesia', 'create_table')) {
    const [first, second] = site.expr.args
    if (!first || !second) continue
    const { frame } = site
    const name = onlyName(program, { expr: first, frame })
    const { items, open } = optionsOf(program, { expr: second, frame })
    const isTrue = (key: string) => {
      const value = option(items, key)?.expr
      return value?.kind === 'atom' && value.name === 'true'
    }
    const majority = isTrue('majority') || (name !== null && majorityLater.has(name))
    tables.push({
      id: `mnesia:${name ?? `@${frame.file.path}:${site.expr.start}`}`,
      name,
      ramCopies: option(items, 'ram_copies'),
      discCopies: option(items, 'disc_copies'),
      discOnlyCopies: option(items, 'disc_only_copies'),
      majority: majority ? true : open && !option(items, 'majority') ? null : false,
      localContent: isTrue('local_content'),
      attributes: option(items, 'attributes'),
      options: items,
      site,
    })
  }
  const joins = program
    .callsOf('mnesia', 'change_config')
    .filter(({ expr }) => expr.args[0]?.kind === 'atom' && expr.args[0].name === 'extra_db_nodes')
  return { tables, copies: program.callsOf('mnesia', 'add_table_copy'), joins }
})
