import type { Finding } from '../report.ts'
import { Program, type SourceFile } from '../source/program/program.ts'
import { readSource } from '../source/reading.ts'
import { objection } from './compare.ts'
import { neighbourhood } from './neighbours.ts'

/** Judges a program by every rule that the review used. */
export type Judge = (program: Program) => Promise<readonly Finding[]>

interface Subject {
  readonly program: Program
  /** Of the whole program, before. */
  readonly findings: readonly Finding[]
  readonly atoms: readonly string[]
  readonly judge: Judge
  /** Verdicts on parts of the program as it is, by the files that the part lies around. */
  readonly baselines: Map<string, readonly Finding[]>
}

/**
 * Tries changed files in the program: they are read to the end, the finding is gone, no other is new. Judged with the
 * files that they are joined with, as long as those show the finding before the change; else with all. A string says
 * what is against it.
 */
export async function refusal(
  subject: Subject,
  finding: Finding,
  texts: ReadonlyMap<SourceFile, string>,
): Promise<string | null> {
  const { program, findings, judge } = subject
  const changed = new Map<SourceFile, SourceFile>()
  for (const [file, text] of texts) {
    const read = reread(file, text)
    if (!read) return 'our parser does not read the result to the end'
    changed.set(file, read)
  }
  const near = neighbourhood(program, [...changed.keys()])
  if (near) {
    const around = [...changed.keys()].map(({ path }) => path).join('\n')
    const before = subject.baselines.get(around) ?? (await judge(joined(subject, near)))
    subject.baselines.set(around, before)
    if (shows(before, finding)) {
      const after = await judge(joined(subject, near, changed))
      return objection(finding, before, after)
    }
  }
  return objection(finding, findings, await judge(joined(subject, program.files, changed)))
}

function joined(
  { program, atoms }: Subject,
  files: readonly SourceFile[],
  changed: ReadonlyMap<SourceFile, SourceFile> = new Map(),
): Program {
  const now = (file: SourceFile) => changed.get(file) ?? file
  return new Program(files.map(now), atoms, program.documents.map(now))
}

function shows(findings: readonly Finding[], { fingerprint, symbolFingerprint, posted }: Finding): boolean {
  return findings.some(
    (each) =>
      each.fingerprint === fingerprint &&
      each.symbolFingerprint === symbolFingerprint &&
      each.posted === posted,
  )
}

/** The file with another text; null where a part of it cannot be read that could be before. */
function reread(file: SourceFile, text: string): SourceFile | null {
  const { path, inScope } = file
  const read = readSource({ path, bytes: Buffer.from(text, 'latin1'), inScope, judged: true })
  if ('reason' in read) return null
  return read.file.form.unread.length > file.form.unread.length ? null : read.file
}
