import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly text: string
}

/** README, CONTRIBUTING and everything in docs/. */
export function pages(): readonly Page[] {
  const docs = readdirSync('docs').filter((name) => name.endsWith('.md'))
  return ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`)].map(page)
}

export function page(path: string): Page {
  return { path, text: readFileSync(path, 'utf8') }
}

/** What a page links to within the repository, relative to the root; addresses on the internet are left out. */
export function linksOf({ path, text }: Page): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(path), target.replace(/#.*$/, '')))
}

/** The rows of every table of a page, cell by cell, without head and rule. */
export function rowsOf({ text }: Page): readonly (readonly string[])[] {
  const tables = text.match(/(?:^\|.*\|\n?)+/gm) ?? []
  return tables.flatMap((table) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) =>
        row
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
  )
}

/** The lines of every shell example of a page. */
export function shellLinesOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].flatMap(([, , code = '']) =>
    code
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  )
}
