import type { Call } from '../source/form.ts'
import { documentKind } from '../source/program/deployment/paths.ts'
import type { Definition, Program, Site, SourceFile } from '../source/program/program.ts'
import { masked, maskedDocument } from '../source/program/secrets.ts'
import { turn } from '../turn.ts'
import type { Withheld } from './withheld.ts'

/** The program as the model may see it: only what was read for the review, with secrets masked. */
export interface Sight {
  /** Code that may be shown, in the order of the program. */
  readonly files: readonly SourceFile[]
  /** What runs the code and is no code: manifests, vm.args, container files. */
  readonly documents: readonly SourceFile[]
  /** How many files a setting keeps from the model. */
  readonly withheld: number
  isShown(path: string): boolean
  file(path: string): SourceFile | undefined
  /** The lines of a file, secrets masked; index 0 is line 1. */
  lines(file: SourceFile): readonly string[]
  /** Functions by module, name and arity (null: any), as either language writes the module. */
  functions(module: string, name: string, arity: number | null): readonly Definition[]
  allFunctions(): Iterable<Definition>
  callsOf(module: string, name: string): readonly Site<Call>[]
  /** Lines that hold `text`, at most `most`, and whether there are more. */
  search(text: string, under: string, most: number): Promise<{ hits: readonly Hit[]; more: boolean }>
}

interface Hit {
  readonly path: string
  readonly line: number
  readonly text: string
}

export function openSight(program: Program, withheld: Withheld = () => false): Sight {
  const shown = (all: readonly SourceFile[]) => all.filter(({ path }) => !withheld(path))
  const visible = shown(program.files)
  const documents = shown(program.documents)
  const files = new Map([...visible, ...documents].map((file) => [file.path, file]))
  const known = new Map<SourceFile, readonly string[]>()

  function lines(file: SourceFile): readonly string[] {
    let found = known.get(file)
    if (!found) {
      const text = Buffer.from(file.text, 'latin1').toString('utf8')
      const safe = documentKind(file.path) === null ? masked(text) : maskedDocument(file.path, text)
      found = safe.split(/\r?\n/)
      if (found.at(-1) === '') found = found.slice(0, -1)
      known.set(file, found)
    }
    return found
  }

  function* allFunctions(): Iterable<Definition> {
    for (const definition of program.functions()) if (!withheld(definition.file.path)) yield definition
  }

  return {
    files: visible,
    documents,
    withheld: program.files.length + program.documents.length - visible.length - documents.length,
    isShown: (path) => !withheld(path),
    file: (path) => files.get(path.replace(/^\.?\/+/, '')),
    lines,
    functions(module, name, arity) {
      const wanted = module.replace(/^:|^Elixir\./, '')
      const found: Definition[] = []
      for (const definition of allFunctions()) {
        const { fn } = definition
        if (definition.module.name !== wanted || fn.name !== name) continue
        if (arity === null || (arity >= fn.minArity && arity <= fn.arity)) found.push(definition)
      }
      return found
    },
    allFunctions,
    callsOf: (module, name) =>
      program.callsOf(module, name).filter(({ frame }) => !withheld(frame.file.path)),
    async search(text, under, most) {
      const bytes = Buffer.from(text, 'utf8').toString('latin1')
      const hits: Hit[] = []
      let turned = performance.now()
      for (const file of files.values()) {
        if (under !== '' && file.path !== under && !file.path.startsWith(`${under}/`)) continue
        // The bytes say which files are worth masking; the masked lines say what is shown.
        if (!file.text.includes(bytes)) continue
        for (const [index, line] of lines(file).entries()) {
          if (!line.includes(text)) continue
          if (hits.length === most) return { hits, more: true }
          hits.push({ path: file.path, line: index + 1, text: line.trim() })
        }
        if (performance.now() - turned > 20) {
          await turn()
          turned = performance.now()
        }
      }
      return { hits, more: false }
    },
  }
}

/** A path with lines, as answers name them. */
export const placePattern =
  /([\w@+./-]+\.(?:exs?|[eh]rl|escript|app\.src|config|lock)):(\d{1,7})(?:[-–](\d{1,7}))?/g

/** The text with the places that are not there taken out, and how many they were. */
export function checkedPlaces(text: string, sight: Sight): { text: string; wrongPlaces: number } {
  let wrongPlaces = 0
  const checked = text.replace(placePattern, (all, path: string, first: string, last: string | undefined) => {
    const file = sight.file(path)
    const lines = file ? sight.lines(file).length : 0
    const [start, end] = [Number(first), Number(last ?? first)]
    if (start >= 1 && start <= end && end <= lines) return all
    wrongPlaces += 1
    return '(no such place)'
  })
  return { text: checked, wrongPlaces }
}
