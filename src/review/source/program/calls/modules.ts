import type { ModuleForm } from '../../form.ts'
import { facet } from '../facet.ts'
import type { Definition, Frame, Program, SourceFile } from '../program.ts'

/** A module and the file that it stands in. */
export interface ModulePlace {
  readonly file: SourceFile
  readonly module: ModuleForm
}

const index = facet((program) => {
  const byName = new Map<string, ModulePlace[]>()
  for (const file of program.files) {
    for (const module of file.form.modules) {
      const known = byName.get(module.name)
      if (known) known.push({ file, module })
      else byName.set(module.name, [{ file, module }])
    }
  }
  return byName
})

const none: readonly never[] = []

/** Every module of that name: mostly one; mocks and vendored copies make more. */
export function modulesNamed(program: Program, name: string): readonly ModulePlace[] {
  return index(program).get(name) ?? none
}

export function allModules(program: Program): Iterable<readonly ModulePlace[]> {
  return index(program).values()
}

/**
 * Of several definitions with one name, those that code in `from` means: of its own file, else of its own application,
 * else outside tests.
 */
export function nearest<D extends { readonly file: SourceFile }>(
  from: SourceFile,
  found: readonly D[],
): readonly D[] {
  if (found.length < 2) return found
  let best = -1
  let kept: D[] = []
  for (const definition of found) {
    const rank = closeness(from, definition.file)
    if (rank > best) {
      best = rank
      kept = [definition]
    } else if (rank === best) kept.push(definition)
  }
  return kept
}

function closeness(from: SourceFile, to: SourceFile): number {
  if (from === to) return 10_000
  const [a, b] = [from.path.split('/'), to.path.split('/')]
  let shared = 0
  while (shared < a.length - 1 && a[shared] === b[shared]) shared++
  // Code that runs never means a mock of the tests where there is the real one.
  const isMock = to.pathClass === 'test' && from.pathClass !== 'test'
  return shared + (isMock ? 0 : 100)
}

/** The definition that a frame stands in; null at a module's or file's own level. */
export function definitionAt({ file, module, fn }: Frame): Definition | null {
  return module && fn ? { file, module, fn } : null
}
