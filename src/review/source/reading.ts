import { isUtf8 } from 'node:buffer'
import type { Entry, Skipped, Snapshot } from '../checkout/snapshot.ts'
import { turn } from '../turn.ts'
import { readElixir } from './elixir/index.ts'
import { readErlang } from './erlang/index.ts'
import type { FileForm, Language } from './form.ts'
import { pathClass } from './program/path-class.ts'
import type { SourceFile } from './program/program.ts'

/** Bounds of one review; each that bites is named in the coverage. */
export const limits = {
  /** Bytes of one file; a larger one is generated or data, and is skipped by itself. */
  file: 4_000_000,
  /** Bytes of all files that are read, context included. */
  total: 200_000_000,
  files: 50_000,
} as const

export interface Reading {
  readonly files: readonly SourceFile[]
  readonly skipped: readonly Skipped[]
  readonly notes: readonly string[]
}

/** The language that a path is read in, or null; lock files and terms are data in the same languages. */
export function languageOf(path: string): Language | null {
  if (/\.exs?$|(^|\/)mix\.lock$/.test(path)) return 'elixir'
  if (/\.([eh]rl|escript|app\.src)$|(^|\/)(rebar\.(config|lock)|sys\.config)$/.test(path)) return 'erlang'
  return null
}

/** Source that people write and that coverage counts; the rest of `languageOf` is data about it. */
export function isSource(path: string): boolean {
  return /\.(exs?|[eh]rl|escript)$/.test(path)
}

/** Reads and lowers files; gives the event loop a turn between files, so that a long review blocks nobody. */
export async function readFiles(
  snapshot: Snapshot,
  wanted: readonly Entry[],
  inScope: (path: string) => boolean,
): Promise<Reading> {
  const files: SourceFile[] = []
  const skipped: Skipped[] = []
  const { chosen, notes } = withinLimits(wanted, skipped)
  let foreign = 0
  let turned = performance.now()
  for await (const { entry, bytes } of snapshot.read(chosen)) {
    const language = languageOf(entry.path)
    if (!language) continue
    const utf8 = isUtf8(bytes)
    const reason = unreadable(bytes, language, utf8)
    if (reason) skipped.push({ path: entry.path, reason })
    else {
      if (!utf8) foreign++
      files.push(readFile(entry.path, bytes, language, inScope(entry.path)))
    }
    if (performance.now() - turned > 20) {
      await turn()
      turned = performance.now()
    }
  }
  if (foreign > 0)
    notes.push(
      `${foreign} Erlang ${foreign === 1 ? 'file is' : 'files are'} not UTF-8 and ${foreign === 1 ? 'was' : 'were'} read as Latin-1.`,
    )
  return { files, skipped, notes }
}

function readFile(path: string, bytes: Buffer, language: Language, inScope: boolean): SourceFile {
  const text = bytes.toString('latin1')
  const form: FileForm = language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
  return { path, text, form, pathClass: pathClass(path), inScope }
}

function withinLimits(wanted: readonly Entry[], skipped: Skipped[]): { chosen: Entry[]; notes: string[] } {
  const chosen: Entry[] = []
  let bytes = 0
  let left = 0
  for (const entry of wanted) {
    if (entry.size > limits.file) {
      skipped.push({
        path: entry.path,
        reason: `${megabytes(entry.size)} MB, over the limit of ${megabytes(limits.file)} MB for a file`,
      })
    } else if (bytes + entry.size > limits.total || chosen.length >= limits.files) left++
    else {
      bytes += entry.size
      chosen.push(entry)
    }
  }
  const limit = `${megabytes(limits.total)} MB or ${limits.files.toLocaleString('en')} files`
  return {
    chosen,
    notes:
      left === 0
        ? []
        : [`${left} files were left out: the limit of ${limit} was met. Name a path to review a part.`],
  }
}

function unreadable(bytes: Buffer, language: Language, utf8: boolean): string | null {
  if (bytes.includes(0)) return 'a binary file'
  if (!utf8 && language === 'elixir')
    return 'not valid UTF-8, which Elixir does not compile: save it as UTF-8'
  return null
}

function megabytes(bytes: number): string {
  const value = bytes / 1_000_000
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0)
}
