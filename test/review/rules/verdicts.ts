import type { Finding } from '../../../src/review/report.ts'
import { rules, watchedAtoms } from '../../../src/review/rules/index.ts'
import { judge } from '../../../src/review/rules/judge.ts'
import { readElixir } from '../../../src/review/source/elixir/index.ts'
import { readErlang } from '../../../src/review/source/erlang/index.ts'
import type { FileForm } from '../../../src/review/source/form.ts'
import { programOf } from '../source/program/build.ts'
import type { Fixture } from './folders.ts'

const annotation = /^\s*(?:#|%%|\/\/) hazard: ([a-z-]+)$/

/** `lib/a.ex:12 rule-id: the code of line 12`, for every line that an annotation stands above, in order. */
export function annotatedLines({ files }: Fixture): string[] {
  return files
    .flatMap(({ path, text }) => {
      const lines = text.split('\n')
      return annotationsOf(lines).map(({ line, rule }) => described(path, lines, line, rule))
    })
    .sort(byLine)
}

/**
 * The same for every place of every finding that is posted. A place may begin a few lines above, at its cause: it
 * stands for the annotated line where it begins, or else for the last one within it, or else for where it begins.
 */
export async function postedLines(fixture: Fixture): Promise<string[]> {
  const texts = Object.fromEntries(fixture.files.map(({ path, text }) => [path, text]))
  const { findings, failed } = await judge(programOf(texts, watchedAtoms))
  if (failed.length > 0)
    throw new Error(failed.map(({ what, cause }) => `${what} broke off: ${cause}`).join('\n'))
  const posted = findings
    .filter((finding) => isShown(finding, fixture.rule))
    .flatMap(({ rule, locations }) => locations.map((location) => ({ rule, ...location })))
  return posted
    .map(({ rule, path, startLine, endLine }) => {
      const lines = (texts[path] ?? '').split('\n')
      const within = annotationsOf(lines).filter(
        (each) => each.rule === rule && startLine <= each.line && each.line <= endLine,
      )
      const meant = within.find(({ line }) => line === startLine) ?? within.at(-1)
      return described(path, lines, meant?.line ?? startLine, rule)
    })
    .sort(byLine)
}

/** Of its own rule, also what is never posted, if the rule is minor or a candidate: from the confidence of a bare shape on. */
function isShown({ rule, posted, confidence }: Finding, own: string): boolean {
  if (posted) return true
  const silent = rules.some(
    ({ id, severity, candidate }) => id === own && (severity === 'minor' || candidate),
  )
  return silent && rule === own && confidence >= 45
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

/** The shared form of a text in its language, by its path. */
export function formOf({ path, text }: { readonly path: string; readonly text: string }): FileForm {
  const latin1 = Buffer.from(text).toString('latin1')
  return path.endsWith('.ex') || path.endsWith('.exs') ? readElixir(path, latin1) : readErlang(path, latin1)
}

function described(path: string, lines: readonly string[], line: number, rule: string): string {
  return `${path}:${line} ${rule}: ${(lines[line - 1] ?? '').trim()}`
}

function byLine(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true })
}
