import { judge, watchedAtoms } from '../../../src/review/rules/index.ts'
import { readElixir } from '../../../src/review/source/elixir/index.ts'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import type { FileForm } from '../../../src/review/source/form.ts'
import { Program } from '../../../src/review/source/program/program.ts'
import type { Fixture } from './folders.ts'

const annotation = /^\s*(?:#|%%) hazard: ([a-z-]+)$/

/** `12 rule-id: the code of line 12`, for every line that an annotation stands above, in order. */
export function annotatedLines({ text }: Fixture): string[] {
  const lines = text.split('\n')
  return annotationsOf(lines).map(({ line, rule }) => described(lines, line, rule))
}

/**
 * The same for every place of every finding that is posted. A place may begin a few lines above, at its cause: it
 * stands for the annotated line where it begins, or else for the last one within it, or else for where it begins.
 */
export async function postedLines(fixture: Fixture): Promise<string[]> {
  const { path, text } = fixture
  const lines = text.split('\n')
  const annotations = annotationsOf(lines)
  const form = formOf(fixture)
  const program = new Program([{ path, text, form, pathClass: 'service', inScope: true }], watchedAtoms)
  const posted: string[] = []
  for (const finding of (await judge(program)).findings) {
    if (!finding.posted) continue
    for (const { startLine, endLine } of finding.locations) {
      const within = annotations.filter(
        ({ line, rule }) => rule === finding.rule && startLine <= line && line <= endLine,
      )
      const meant = within.find(({ line }) => line === startLine) ?? within.at(-1)
      posted.push(described(lines, meant?.line ?? startLine, finding.rule))
    }
  }
  return posted.sort(byLine)
}

interface Annotation {
  /** 1-based: the first line below that is not an annotation itself. */
  readonly line: number
  readonly rule: string
}

function annotationsOf(lines: readonly string[]): Annotation[] {
  const found: Annotation[] = []
  for (const [index, text] of lines.entries()) {
    const rule = annotation.exec(text)?.[1]
    if (!rule) continue
    let below = index + 1
    while (annotation.test(lines[below] ?? '')) below++
    found.push({ line: below + 1, rule })
  }
  return found
}

/** The shared form of a fixture, or of any text in its language. */
export function formOf({ language, path, text }: Pick<Fixture, 'language' | 'path' | 'text'>): FileForm {
  return language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
}

function described(lines: readonly string[], line: number, rule: string): string {
  return `${line} ${rule}: ${(lines[line - 1] ?? '').trim()}`
}

function byLine(left: string, right: string): number {
  return Number.parseInt(left, 10) - Number.parseInt(right, 10) || left.localeCompare(right)
}
