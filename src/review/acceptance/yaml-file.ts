import { type Document, isMap, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { depths } from '../report.ts'
import type { Acceptance, Accepted } from './acceptance.ts'

const Line = z.string().trim().min(1).max(500)

const Settings = z.strictObject({
  depth: z.enum(depths).optional(),
  accepted: z.array(z.strictObject({ rule: Line, in: Line, reason: Line })).optional(),
})

/** Reads `.distreview.yml`; what has not its shape is not heeded as a whole, and a note says where it is wrong. */
export function readYaml(path: string, text: string): Acceptance {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const [broken] = document.errors
  if (broken) return unheeded(path, `line ${broken.linePos?.[0].line ?? 1}: it is not YAML`)
  // No entry needs an alias, and aliases of aliases fill the memory.
  if (anchored(document)) return unheeded(path, 'it has anchors or aliases')
  const parsed = Settings.safeParse(document.toJS() ?? {})
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return unheeded(path, `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'wrong'}`)
  }
  const { depth = null, accepted = [] } = parsed.data
  const entries = isMap(document.contents) ? document.contents.get('accepted', true) : null
  return {
    depth,
    accepted: accepted.map(({ rule, in: place, reason }, index): Accepted => {
      const node = isSeq(entries) ? entries.items[index] : null
      const start = (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0
      return { rule, place, reason, path, line: lines.linePos(start).line }
    }),
    notes: [],
  }
}

function anchored(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
  })
  return found
}

function unheeded(path: string, why: string): Acceptance {
  return { depth: null, accepted: [], notes: [`\`${path}\` was not heeded (${why}).`] }
}
