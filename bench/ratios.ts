import { astGrepOf, growth, names, reviewOf } from './names.ts'
import { type Measured, medians, type Ratio } from './result.ts'
import { exponent } from './statistics.ts'

/**
 * What the figures say of the goals. `sizes` are the beginnings of the corpus that were read, the whole of it last;
 * a ratio of rows that are not there is NaN.
 */
export function ratios(
  measured: ReadonlyMap<string, Measured>,
  sizes: readonly number[],
  repositories: readonly { readonly name: string }[],
): Ratio[] {
  const of = (what: string, figure: 'seconds' | 'cpu' | 'peak') => {
    const one = measured.get(what)
    return (one && medians(one)[figure]) ?? Number.NaN
  }
  const versus = (one: string, other: string, figure: 'seconds' | 'cpu') =>
    of(one, figure) / of(other, figure)
  const points = (figure: 'cpu' | 'peak') =>
    sizes.map((size) => {
      const what = `${growth(size)}, cold`
      return { x: measured.get(what)?.bytes ?? Number.NaN, y: of(what, figure) }
    })
  const last = growth(sizes.at(-1) ?? 0)
  const found: Ratio[] = []
  for (const state of ['cold', 'warm']) {
    for (const [figure, time] of [
      ['seconds', 'time'],
      ['cpu', 'processor time'],
    ] as const) {
      found.push({
        what: `times as fast as tree-sitter's parse: Elixir lexed, parsed and lowered, ${state}, by ${time}`,
        value: versus(`${names.treeSitter}, ${state}`, `${names.elixir}, ${state}`, figure),
        goal: 'at least 8',
      })
    }
  }
  found.push(
    { what: 'exponent of the growth of processor time', value: exponent(points('cpu')), goal: '1 is linear' },
    { what: 'exponent of the growth of memory', value: exponent(points('peak')), goal: '1 is linear' },
    { what: 'MiB at the most, all forms kept', value: of(`${last}, cold`, 'peak'), goal: 'under 600' },
    { what: 'MiB at the most, whole review', value: of(names.review, 'peak'), goal: 'under 600' },
  )
  for (const { name } of repositories) {
    found.push({
      what: `times the time of ast-grep on every core: whole quick review of ${name}`,
      value: versus(reviewOf(name), astGrepOf(name), 'seconds'),
      goal: 'at most 1',
    })
  }
  found.push({
    what: 'times the time of reading again, warm: forms read back from a cache by blob id',
    value: versus(names.readBack, `${last}, warm`, 'seconds'),
    goal: 'a cache pays well below 1',
  })
  return found
}
