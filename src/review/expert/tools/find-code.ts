import { z } from 'zod'
import type { Clause, Expr, ModuleForm } from '../../source/form.ts'
import { lineAt } from '../../source/program/place.ts'
import type { Definition, SourceFile } from '../../source/program/program.ts'
import { visitAll, visitClause } from '../../source/walk.ts'
import { turn } from '../../turn.ts'
import type { Fence } from '../fence.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool } from './tool.ts'

const mostHits = 60
const comparing = new Set(['<', '>', '<=', '>=', '==', '===', '!=', '!=='])

const Wanted = z.object({
  shape: z
    .enum(['call', 'handler', 'comparison', 'branch', 'receive', 'constant'])
    .describe(
      'call: a call of a function; handler: a clause of a function, by what its head matches; comparison: < > == and so on; branch: case, if, cond; constant: a module attribute or macro',
    ),
  name: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Of a call "Module.function", "module:function" or "function"; of a handler or constant its name; * stands for anything',
    ),
  holds: z.string().max(200).optional().describe('Letters that its source must hold'),
  within: z.string().max(200).optional().describe('Name of the function that it stands in; * as above'),
  under: z.string().max(4_096).optional().describe('A folder or file; left out: everywhere'),
})
type Wanted = z.infer<typeof Wanted>

/** Code by its shape, in both languages: names are resolved, so an alias or an import hides nothing. */
export function findCodeTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'find_code',
    description: `Finds code by its shape and not by its letters: calls through an alias or a pipe, clauses of handle_info that match a message, comparisons, branches, receives, constants; at most ${mostHits}.`,
    input: Wanted,
    async run(wanted) {
      const found = await search(sight, wanted)
      if (found.length === 0) return { text: 'Nothing has that shape.' }
      const more = found.length > mostHits ? '\nThere is more: name a path, a function or more letters.' : ''
      return { text: `${fence(found.slice(0, mostHits).join('\n'))}${more}` }
    },
  })
}

async function search(sight: Sight, wanted: Wanted): Promise<string[]> {
  const named = pattern(wanted.name)
  const inside = pattern(wanted.within)
  const under = (wanted.under ?? '').replace(/^\.?\/+|\/+$/g, '')
  const reached = ({ path }: SourceFile) => under === '' || path === under || path.startsWith(`${under}/`)
  const found: string[] = []
  const take = (file: SourceFile, expr: { start: number; end: number }, place: string) => {
    if (found.length > mostHits) return
    const line = lineAt(file, expr.start)
    const from = sight.lines(file).slice(line - 1, lineAt(file, Math.max(expr.start, expr.end - 1)))
    if (wanted.holds !== undefined && !from.join('\n').includes(wanted.holds)) return
    found.push(`${file.path}:${line} in ${place}\t${(from[0] ?? '').trim().slice(0, 300)}`)
  }
  if (wanted.shape === 'constant') {
    for (const file of sight.files.filter(reached)) {
      const own = (module: ModuleForm | null) => module?.constants ?? file.form.constants
      for (const module of [null, ...file.form.modules])
        for (const each of own(module)) if (named(each.name)) take(file, each, module?.name ?? file.path)
    }
    return found
  }
  let turned = performance.now()
  for (const definition of sight.allFunctions()) {
    if (!reached(definition.file) || !inside(definition.fn.name)) continue
    for (const clause of definition.fn.clauses) inClause(definition, clause, wanted, named, take)
    if (found.length > mostHits) break
    if (performance.now() - turned < 20) continue
    await turn()
    turned = performance.now()
  }
  return found
}

type Take = (file: SourceFile, expr: { start: number; end: number }, place: string) => void

function inClause(
  { file, module, fn }: Definition,
  clause: Clause,
  { shape }: Wanted,
  named: (name: string) => boolean,
  take: Take,
): void {
  const place = `${module.name} ${fn.name}/${fn.arity}`
  if (shape === 'handler') {
    if (named(fn.name)) take(file, headOf(clause), place)
    return
  }
  const visit = (expr: Expr) => {
    if (isWanted(expr, shape, named)) take(file, expr, place)
  }
  visitClause(clause, visit)
}

/** From the name of the function to the end of its guard. */
function headOf({ start, patterns, guard }: Clause): { start: number; end: number } {
  let end = start + 1
  visitAll(guard ? [...patterns, guard] : patterns, (expr) => {
    end = Math.max(end, expr.end)
  })
  return { start, end }
}

function isWanted(expr: Expr, shape: Wanted['shape'], named: (name: string) => boolean): boolean {
  if (shape === 'comparison') return expr.kind === 'op' && comparing.has(expr.op)
  if (shape !== 'call') return expr.kind === shape
  if (expr.kind !== 'call') return false
  return named(expr.name) || named(`${expr.module ?? '?'}.${expr.name}`)
}

/** A name with `*`, as `:rpc.call`, `rpc:call` and `Elixir.Foo.bar` write it; nothing: anything. */
function pattern(name: string | undefined): (name: string) => boolean {
  if (name === undefined || name === '') return () => true
  const plain = name
    .replace(/^:|^Elixir\./, '')
    .replace(/(\w):(\w|\*)/, '$1.$2')
    .replace(/\/\d+$/, '')
  const test = new RegExp(`^${plain.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
  return (each) => test.test(each)
}
