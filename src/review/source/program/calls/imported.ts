import type { SourceFile } from '../program.ts'

/** A module named by `import` in a file, as written, and whether the import names its functions. */
interface Written {
  readonly name: string
  readonly whole: boolean
}

const known = new WeakMap<SourceFile, readonly Written[]>()

/** `import A.B` or `import A.{B, C}`, and what follows up to a line that does not end in a comma. */
const statement =
  /^[ \t]*import[ \t(]+([A-Z]\w*(?:\.[A-Z]\w*)*)(?:\.\{([^}]*)\})?((?:[^\n]*,[ \t]*\n)*[^\n]*)/gm

/**
 * The modules that a file imports, as written (an alias may stand for their first part). The form resolves what an
 * import decides by itself; where several are imported as a whole only what they define decides, which one file cannot
 * tell.
 */
export function importsOf(file: SourceFile): readonly Written[] {
  let found = known.get(file)
  if (!found) {
    const names: Written[] = []
    if (file.form.language === 'elixir') {
      for (const [, base = '', group, rest = ''] of file.text.matchAll(statement)) {
        const whole = !/\bonly:/.test(rest)
        const members = group?.split(',').map((member) => member.trim())
        if (!members) names.push({ name: base, whole })
        else for (const member of members) if (member !== '') names.push({ name: `${base}.${member}`, whole })
      }
    }
    found = names
    known.set(file, found)
  }
  return found
}
