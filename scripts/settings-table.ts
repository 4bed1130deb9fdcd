import { z } from 'zod'
import { Settings } from '../src/config.ts'

const begin = '<!-- settings: written by `npm run readme` from src/config.ts -->'
const end = '<!-- /settings -->'

/** What a setting may be, as the schema has it: a list of words, a range of numbers, or any text. */
interface Allowed {
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: string | number
  readonly description?: string
}

/** The settings as a Markdown table, in the order of the schema. Throws where one has no description. */
function settingsTable(): string {
  const properties = Object.entries(z.toJSONSchema(Settings).properties ?? {}) as [string, Allowed][]
  const rows = ['| Setting | Values | Default | Meaning |', '|---|---|---|---|']
  for (const [name, setting] of properties) {
    if (!setting.description) throw new Error(`The setting ${name} has no description in src/config.ts.`)
    const usual =
      setting.default === undefined || setting.default === '' ? 'not set' : `\`${setting.default}\``
    const cells = [`\`${name}\``, valuesOf(setting), usual, setting.description]
    rows.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
  }
  return rows.join('\n')
}

function valuesOf({ enum: words, minimum, maximum }: Allowed): string {
  if (words) return words.map((word) => `\`${word}\``).join(', ')
  return minimum === undefined || maximum === undefined ? 'text' : `${minimum} to ${maximum}`
}

/** The README with its table as the schema is now. Throws where the markers are not there, in order. */
export function withSettingsTable(readme: string): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${begin} and ${end}.`)
  return `${readme.slice(0, from)}${begin}\n\n${settingsTable()}\n\n${readme.slice(to)}`
}
