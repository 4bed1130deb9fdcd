import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Site } from '../../../source/program/program.ts'

/** Readings of the clock in milliseconds, the unit of `system_time` in the metadata of an entry. Source: ra, ra_machine. */
const milliseconds =
  /^(?:System\.(?:system_time|os_time)\(:millisecond\)|:?(?:erlang|os)[.:]system_time\(:?millisecond\))$/

/** The time that the leader wrote into the entry, where `apply/3` reads the clock of the member itself. */
export function leaderTime(site: Site): Mend | undefined {
  const { frame } = site
  const { fn, clause, file } = frame
  const [meta] = clause.patterns
  if (fn?.name !== 'apply' || fn.arity !== 3 || meta?.kind !== 'var') return undefined
  if (!milliseconds.test(codeAt(site))) return undefined
  const name = meta.name.replace(/^_+/, '')
  if (name === '' || (file.form.language === 'erlang' && !/^[A-Z]/.test(name))) return undefined
  if (name !== meta.name && mentions(site, name)) return undefined
  const renamed: Rewrite[] = name === meta.name ? [] : [replaced({ expr: meta, frame }, name)]
  const read = file.form.language === 'elixir' ? `${name}.system_time` : `maps:get(system_time, ${name})`
  return {
    rewrites: [...renamed, replaced(site, read)],
    risk: 'Entries that are in the log were applied with the members’ own clocks: members that replay them come to another state than those that did not restart, unless the machine has a new version. The leader’s clock may jump as any wall clock does.',
  }
}

function mentions({ frame: { clause, file } }: Site, name: string): boolean {
  return new RegExp(`(?<![\\w])${name}(?![\\w])`).test(file.text.slice(clause.start, clause.end))
}
