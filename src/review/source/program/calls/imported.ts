import type { SourceFile } from '../program.ts'

/** A module named by `import` in a file, as written, and whether the import names its functions. */
interface Written {
  readonly name: string
  readonly whole: boolean
}

const known = new WeakMap<SourceFile, readonly Written[]>()

/**
 * The modules that a file imports, as written (an alias may stand for their first part). The form resolves what an
 * import decides by itself; where several are imported as a whole only what they define decides, which one file cannot
 * tell.
 */
export function importsOf(file: SourceFile): readonly Written[] {
  let found = known.get(file)
  if (!found) {
    const names: Written[] = []
    if (file.form.language === 'elixir')
      for (const [, name, rest] of file.text.matchAll(/^[ \t]*import\s+([A-Z][\w.]*)([^\n]*)/gm))
        if (name) names.push({ name, whole: !/only:/.test(rest ?? '') })
    found = names
    known.set(file, found)
  }
  return found
}
