import { facet } from '../../source/program/facet.ts'
import type { Program, SourceFile } from '../../source/program/program.ts'
import { visitAll, visitClause } from '../../source/walk.ts'

/** Folders of projects that are published as packages: who calls their functions is not in the program. */
const published = facet((program: Program): readonly string[] =>
  program.files.filter(({ path }) => /(^|\/)(mix\.exs|[^/]+\.app\.src)$/.test(path)).flatMap(rootOf),
)

/** Whether a file belongs to a package that others depend on. */
export function isPublished(program: Program, { path }: SourceFile): boolean {
  return published(program).some((root) => path.startsWith(root))
}

function rootOf(file: SourceFile): string[] {
  const { path } = file
  const isMix = path.endsWith('mix.exs')
  if (!namesKey(file, isMix ? ['package'] : ['licenses', 'links'])) return []
  return [isMix ? path.slice(0, -'mix.exs'.length) : path.replace(/(src\/)?[^/]+$/, '')]
}

/** `package: …` of a mix project, `{licenses, …}` of an application: what the package index asks for. */
function namesKey({ form }: SourceFile, keys: readonly string[]): boolean {
  let found = false
  const look = (expr: { readonly kind: string; readonly name?: string }) => {
    if (expr.kind === 'atom' && expr.name !== undefined && keys.includes(expr.name)) found = true
  }
  visitAll(form.body, look)
  for (const { functions } of form.modules)
    for (const { clauses } of functions) for (const clause of clauses) visitClause(clause, look)
  return found
}
