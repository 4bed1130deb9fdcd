import type { Expr } from '../../../../src/review/source/form.ts'
import { isDocument } from '../../../../src/review/source/program/deployment/paths.ts'
import { lineAt } from '../../../../src/review/source/program/place.ts'
import { Program, type Site, type SourceFile } from '../../../../src/review/source/program/program.ts'
import { readSource } from '../../../../src/review/source/reading.ts'
import { visitClause } from '../../../../src/review/source/walk.ts'

/** A program of files given as text by path, read as a review reads them; every file is in scope. */
export function programOf(
  texts: Readonly<Record<string, string>>,
  watchedAtoms: readonly string[] = [],
): Program {
  const files: SourceFile[] = []
  const documents: SourceFile[] = []
  for (const [path, text] of Object.entries(texts)) {
    const read = readSource({ path, bytes: Buffer.from(text), inScope: true, judged: true })
    if ('reason' in read) throw new Error(`${path}: ${read.reason}`)
    if (read.kind === 'document' && !isDocument(path)) throw new Error(`${path} is not read in a review`)
    if (read.kind === 'document') documents.push(read.file)
    else files.push(read.file)
  }
  return new Program(files, watchedAtoms, documents)
}

/** `path:line code` of a site, the code on one line. */
export function shown({ expr, frame: { file } }: Site): string {
  const code = file.text.slice(expr.start, expr.end).replace(/\s+/g, ' ')
  return `${file.path}:${lineAt(file, expr.start)} ${code}`
}

/** The first expression of the program's functions whose code is `code`. */
export function siteOf(program: Program, code: string): Site {
  for (const { file, module, fn } of program.functions()) {
    for (const clause of fn.clauses) {
      const found: Expr[] = []
      visitClause(clause, (expr) => {
        if (file.text.slice(expr.start, expr.end) === code) found.push(expr)
      })
      const [expr] = found
      if (expr) return { expr, frame: { file, module, fn, clause, caller: null } }
    }
  }
  throw new Error(`nothing reads ${code}`)
}
