import type { Expr } from '../../../form.ts'
import { visitAll } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Site } from '../../program.ts'
import { bodyFrame } from '../body-frame.ts'

/** The module whose start/2 runs when the application starts, and where that is said. */
export interface Application {
  readonly module: string
  readonly site: Site
}

/** Out of `mod: {Mod, args}` of mix.exs and `{mod, {Mod, Args}}` of *.app.src. */
export const applications = facet((program): readonly Application[] => {
  const found: Application[] = []
  for (const file of program.files) {
    if (/(^|\/)mix\.exs$/.test(file.path)) {
      for (const module of file.form.modules) {
        for (const fn of module.functions)
          for (const clause of fn.clauses)
            read(clause.body, (expr, name) =>
              found.push({ module: name, site: { expr, frame: { file, module, fn, clause, caller: null } } }),
            )
      }
    } else if (file.path.endsWith('.app.src')) {
      read(file.form.body, (expr, name) =>
        found.push({ module: name, site: { expr, frame: bodyFrame(file, null) } }),
      )
    }
  }
  return found
})

function read(body: readonly Expr[], take: (expr: Expr, module: string) => void): void {
  visitAll(body, (expr) => {
    if (expr.kind !== 'tuple' || expr.items.length !== 2) return
    const [key, value] = expr.items
    if (key?.kind !== 'atom' || key.name !== 'mod' || value?.kind !== 'tuple') return
    const [named] = value.items
    if (value.items.length === 2 && named?.kind === 'atom') take(expr, named.name)
  })
}
