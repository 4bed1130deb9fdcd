import { z } from 'zod'
import type { ModuleForm } from '../../source/form.ts'
import { lineAt } from '../../source/program/place.ts'
import type { SourceFile } from '../../source/program/program.ts'
import type { Fence } from '../fence.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool, type ToolAnswer } from './tool.ts'

/** Files of one listing, and lines of one outline; the rest is on the next page. */
const page = 200

/** What is in a folder, a file or a module: names with their lines. */
export function outlineTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'outline',
    description:
      'Lists what is there: of a folder ("" is all) its files with their modules, of a file or a module its functions with their lines. Files that are marked "context" are outside the reviewed paths.',
    input: z.object({
      of: z.string().max(500).describe('A folder, a file or the name of a module'),
      from: z.int().min(0).optional().describe('How many entries to skip, for the next page'),
    }),
    run({ of, from = 0 }) {
      const listed = entriesOf(of.trim(), sight)
      if (!listed)
        return {
          text: `There is no folder, file or module "${of}". Outline "" lists the files.`,
          wrong: 'subject',
        }
      return paged(listed, from, fence)
    },
  })
}

function paged(entries: readonly string[], from: number, fence: Fence): ToolAnswer {
  const shown = entries.slice(from, from + page)
  const left = entries.length - from - shown.length
  const more = left > 0 ? `\n${left} more: ask from ${from + page}.` : ''
  return { text: `${fence(shown.join('\n') || '(nothing)')}${more}` }
}

function entriesOf(of: string, sight: Sight): string[] | null {
  const path = of.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '')
  const file = sight.file(path)
  if (file) return file.form.modules.flatMap((module) => moduleEntries(module, file))
  const under = sight.files.filter((each) => path === '' || each.path.startsWith(`${path}/`))
  if (under.length > 0) return under.map((each) => fileEntry(each, sight))
  const found: string[] = []
  for (const each of sight.files) {
    for (const module of each.form.modules) {
      if (module.name === of.replace(/^:|^Elixir\./, ''))
        found.push(each.path, ...moduleEntries(module, each))
    }
  }
  return found.length > 0 ? found : null
}

function fileEntry(file: SourceFile, sight: Sight): string {
  const modules = file.form.modules.map(({ name }) => name).join(', ')
  const notes = [`${sight.lines(file).length} lines`]
  if (!file.inScope) notes.push('context')
  if (file.pathClass !== 'service') notes.push(file.pathClass)
  return `${file.path} (${notes.join(', ')})${modules === '' ? '' : `: ${modules}`}`
}

function moduleEntries(module: ModuleForm, file: SourceFile): string[] {
  const behaviours = [...new Set([...module.behaviours, ...module.uses.map((use) => use.module)])]
  const entries = [`module ${module.name}${behaviours.length > 0 ? ` (${behaviours.join(', ')})` : ''}`]
  for (const fn of module.functions) {
    const lines = `${lineAt(file, fn.start)}-${lineAt(file, Math.max(fn.start, fn.end - 1))}`
    entries.push(`  ${fn.name}/${fn.arity}${fn.exported ? '' : ' private'}, lines ${lines}`)
  }
  return entries
}
