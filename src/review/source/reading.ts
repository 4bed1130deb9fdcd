import { isUtf8 } from 'node:buffer'
import type { Skipped } from '../checkout/snapshot.ts'
import { parseElixir, readElixir } from './elixir/index.ts'
import { parseErlang, readErlang } from './erlang/index.ts'
import type { FileForm, Language } from './form.ts'
import { pathClass } from './program/path-class.ts'
import type { SourceFile } from './program/program.ts'

/** The language that a path is read in, or null; lock files and terms are data in the same languages. */
export function languageOf(path: string): Language | null {
  if (/\.exs?$|(^|\/)mix\.lock$/.test(path)) return 'elixir'
  if (
    /\.([eh]rl|escript|app\.src)$|(^|\/)(rebar\.(config|lock)|([^/]*\.)?sys\.config(\.src)?|app\.config)$/.test(
      path,
    )
  )
    return 'erlang'
  return null
}

/** Source that people write and that coverage counts; the rest of `languageOf` is data about it. */
export function isSource(path: string): boolean {
  return /\.(exs?|[eh]rl|escript)$/.test(path)
}

interface Given {
  readonly path: string
  readonly bytes: Uint8Array
  readonly inScope: boolean
  readonly judged: boolean
}

interface Source {
  readonly kind: 'source' | 'document'
  readonly file: SourceFile
  /** It is not UTF-8 and was read as Latin-1. */
  readonly foreign: boolean
}

/** One file, read and lowered; or why it was not. */
export function readSource({ path, bytes, inScope, judged }: Given): Source | Skipped {
  const language = languageOf(path)
  const utf8 = isUtf8(bytes)
  const reason = unreadable(bytes, language, utf8)
  if (reason) return { path, reason }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const about = { path, text, pathClass: pathClass(path), inScope }
  if (!language) return { kind: 'document', file: { ...about, form: emptyForm(path) }, foreign: !utf8 }
  const form = judged ? formOf(language, path, text) : outline(language, path, text)
  return { kind: 'source', file: { ...about, form }, foreign: !utf8 }
}

function formOf(language: Language, path: string, text: string): FileForm {
  return language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
}

/** What is not judged is parsed and neither lowered nor kept: the tests of a repository are half of it. */
function outline(language: Language, path: string, text: string): FileForm {
  const { unread } = language === 'elixir' ? parseElixir(text) : parseErlang(text)
  return { path, language, modules: [], body: [], constants: [], includes: [], unread }
}

function emptyForm(path: string): FileForm {
  return { path, language: 'erlang', modules: [], body: [], constants: [], includes: [], unread: [] }
}

function unreadable(bytes: Uint8Array, language: Language | null, utf8: boolean): string | null {
  if (bytes.includes(0)) return 'a binary file'
  if (!utf8 && language === 'elixir')
    return 'not valid UTF-8, which Elixir does not compile: save it as UTF-8'
  return null
}
