import type { Language } from '../src/review/source/form.ts'
import type { Compared } from './compare.ts'

const columns = ['files', 'compared', 'equal', 'refused', 'later', 'differing'] as const
const width = 12

/** What came of the files of one repository or of all: a row of figures, and below it each file that is not equal. */
export class Tally {
  readonly #name: string
  readonly #lines: string[] = []
  readonly #constructs = new Map<string, number>()
  #compared = 0
  #refused = 0
  /** Units that differ, with and without a later construct that explains it. */
  #later = 0
  differing = 0
  files = 0

  constructor(name: string) {
    this.#name = name
  }

  static heading(language: Language): string {
    const unit = language === 'elixir' ? 'files' : 'forms'
    return (
      `\n${language}, in ${unit}: refused by the language's own parser, read otherwise for a later construct, differing\n` +
      `${columns.map((name) => name.padStart(width)).join('')}\n`
    )
  }

  add({ path, verdict }: Compared): void {
    const { compared, refused, differences } = verdict
    this.files++
    this.#compared += compared
    this.#refused += refused.length
    for (const { construct } of [...refused, ...differences]) {
      if (construct) this.#constructs.set(construct, (this.#constructs.get(construct) ?? 0) + 1)
    }
    const unexplained = differences.filter(({ construct }) => construct === null)
    this.differing += unexplained.length
    this.#later += differences.length - unexplained.length
    const refusal = refused.find(({ construct }) => construct === null) ?? refused[0]
    if (refusal) this.#lines.push(`  refused  ${path}: ${refusal.reason}${named(refusal.construct)}`)
    const [first] = unexplained.length > 0 ? unexplained : differences
    if (!first) return
    const { ours, theirs, construct } = first
    this.#lines.push(`  differs  ${path}${named(construct)}`, `    ours   ${ours}`, `    theirs ${theirs}`)
  }

  row(): string {
    const equal = this.#compared - this.#later - this.differing
    const figures = [this.files, this.#compared, equal, this.#refused, this.#later, this.differing]
    return `${figures.map((figure) => figure.toLocaleString('en').padStart(width)).join('')}  ${this.#name}\n`
  }

  details(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }

  /** How many of the units that were refused or read otherwise hold which later construct. */
  constructs(): string {
    return [...this.#constructs].map(([name, units]) => `  ${units} with ${name}\n`).join('')
  }
}

function named(construct: string | null): string {
  return construct ? `  [${construct}]` : ''
}
