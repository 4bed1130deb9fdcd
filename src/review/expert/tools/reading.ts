import { z } from 'zod'
import type { Fence } from '../fence.ts'
import type { Sight } from '../sight.ts'
import { defineTool, type Tool } from './tool.ts'

/** Lines of one answer. */
const mostLines = 300
/** Characters of one line; a longer one is data, and is cut with a sign. */
const longestLine = 1_000
const mostHits = 60

/** Lines of a file with their numbers. */
export function readTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'read_lines',
    description: `Reads lines of a file, each with its number and a tab before it, at most ${mostLines} at once. Secrets are shown as (masked).`,
    input: z.object({
      path: z.string().max(4_096),
      startLine: z.int().min(1),
      endLine: z.int().min(1),
    }),
    run({ path, startLine, endLine }) {
      const file = sight.file(path)
      if (!file) return { text: `There is no file "${path}" among those that were read.`, wrong: 'subject' }
      const lines = sight.lines(file)
      if (startLine > lines.length)
        return { text: `${file.path} has ${lines.length} lines.`, wrong: 'subject' }
      const end = Math.min(endLine, startLine + mostLines - 1, lines.length)
      const shown = lines.slice(startLine - 1, end).map((line, index) => `${startLine + index}\t${cut(line)}`)
      const more = end < Math.min(endLine, lines.length) ? `\nRead on from line ${end + 1}.` : ''
      return {
        text: `${file.path}, lines ${startLine} to ${end} of ${lines.length}\n${fence(shown.join('\n'))}${more}`,
      }
    },
  })
}

/** Where a text stands, exactly as it is written. */
export function searchTool(sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'search',
    description: `Finds lines that hold a text, letter for letter (no patterns), in all files or under a path; at most ${mostHits}.`,
    input: z.object({
      text: z.string().min(2).max(200),
      under: z.string().max(4_096).optional().describe('A folder or file; left out: everywhere'),
    }),
    async run({ text, under = '' }) {
      const path = under.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '')
      const { hits, more } = await sight.search(text, path, mostHits)
      if (hits.length === 0) return { text: `Nothing holds that text in ${path === '' ? 'any file' : path}.` }
      const shown = hits.map((hit) => `${hit.path}:${hit.line}\t${cut(hit.text)}`)
      return {
        text: `${fence(shown.join('\n'))}${more ? '\nThere is more: name a path or a longer text.' : ''}`,
      }
    },
  })
}

function cut(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)} … (${line.length} characters)`
}
