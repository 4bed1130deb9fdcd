import { parse, type TomlTable, type TomlValue } from 'smol-toml'
import type { Site, SourceFile } from '../../program.ts'
import { siteAt } from '../placed.ts'

/** A TOML document with the place of each key; null where it does not parse. */
export interface Toml {
  readonly root: TomlTable
  /** Where the key at a path stands, as in `services.0.min_machines_running`; the file's first line if unknown. */
  site(...path: readonly (string | number)[]): Site
}

export function readToml(file: SourceFile): Toml | null {
  let root: TomlTable
  try {
    root = parse(Buffer.from(file.text, 'latin1').toString('utf8'))
  } catch {
    return null
  }
  const places = placesOf(file.text)
  return {
    root,
    site: (...path) => {
      const { start, end } = places.get(path.join('.')) ?? { start: 0, end: file.text.indexOf('\n') >>> 0 }
      return siteAt(file, start, Math.min(end, file.text.length))
    },
  }
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}

/** A key's tables: one table, or each of an array of tables, with its path. */
export function tables(
  root: TomlTable,
  key: string,
): readonly { readonly table: TomlTable; readonly path: readonly (string | number)[] }[] {
  const value = root[key]
  if (Array.isArray(value))
    return value.flatMap((table, index) => (isTable(table) ? [{ table, path: [key, index] }] : []))
  return isTable(value) ? [{ table: value, path: [key] }] : []
}

/** Byte ranges of keys and tables by path; the parser gives values without places. */
function placesOf(text: string): ReadonlyMap<string, { start: number; end: number }> {
  const places = new Map<string, { start: number; end: number }>()
  const counts = new Map<string, number>()
  let table: string[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const span = { start: at + line.length - line.trimStart().length, end: at + line.trimEnd().length }
    const heading = /^\s*(\[\[?)\s*([^\][]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)
    const key = heading ? null : /^\s*([\w-]+|"[^"]*"|'[^']*')\s*=/.exec(line)?.[1]
    if (heading?.[2]) {
      table = elements(heading[2], counts)
      if (heading[1] === '[[') {
        const name = table.join('.')
        const index = counts.get(name) ?? 0
        counts.set(name, index + 1)
        table.push(String(index))
      }
      places.set(table.join('.'), span)
    } else if (key) places.set([...table, key.replace(/^["']|["']$/g, '')].join('.'), span)
    at += line.length + 1
  }
  return places
}

/** The parts of a heading; a part that is an array of tables means its latest. */
function elements(heading: string, counts: ReadonlyMap<string, number>): string[] {
  const path: string[] = []
  const parts = heading.split('.').map((part) => part.trim().replace(/^["']|["']$/g, ''))
  for (const [index, part] of parts.entries()) {
    path.push(part)
    const count = counts.get(path.join('.'))
    if (count !== undefined && index < parts.length - 1) path.push(String(count - 1))
  }
  return path
}
