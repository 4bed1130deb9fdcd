import { isUtf8 } from 'node:buffer'
import { inOrder } from '../in-order.ts'
import type { Patch } from '../report.ts'
import type { SourceFile } from '../source/program/program.ts'
import { masked } from '../source/program/secrets.ts'
import { edited, endsOpen, type LineEdit, lineEdits, linesOf, reported } from './line-edits.ts'
import { inSequence, type Mend, type Rewrite, rewritten } from './rewrite.ts'
import { unifiedDiff } from './unified.ts'

/** A patch as the report has it, and the files as it leaves them: text as latin1. */
export interface Drawn {
  readonly patch: Patch
  readonly texts: ReadonlyMap<SourceFile, string>
}

/** Draws a patch from what a rule rewrites; a string says why there is none. */
export function draw({ rewrites }: Mend): Drawn | string {
  const files: Patch['files'] = []
  const texts = new Map<SourceFile, string>()
  let diff = ''
  for (const [file, all] of byFile(rewrites)) {
    if (!isUtf8(Buffer.from(file.text, 'latin1')))
      return 'the file is not UTF-8, and a diff would not keep its bytes'
    const sequence = inSequence(all)
    if (!sequence) return 'two places of it change the same code'
    const text = rewritten(file.text, sequence)
    const edits = lineEdits(file.text, sequence)
    if (edits.length === 0) return 'it changes nothing'
    if (!agrees(file.text, edits, text)) return 'its lines and its bytes differ: a fault of distreview'
    texts.set(file, text)
    files.push({ path: file.path, edits: edits.map(reported) })
    diff += unifiedDiff(file.path, file.text, edits)
  }
  if (masked(diff) !== diff) return 'the diff would repeat a secret that stands in these lines'
  return { patch: { files, diff }, texts }
}

function byFile(rewrites: readonly Rewrite[]): [SourceFile, Rewrite[]][] {
  const files = new Map<SourceFile, Rewrite[]>()
  for (const rewrite of rewrites) {
    const known = files.get(rewrite.file)
    if (known) known.push(rewrite)
    else files.set(rewrite.file, [rewrite])
  }
  return [...files].sort(([a], [b]) => inOrder(a.path, b.path))
}

/** The edits of lines, done by themselves, make the text that the program is judged with. */
function agrees(before: string, edits: readonly LineEdit[], after: string): boolean {
  const lines = edited(linesOf(before), edits).join('\n')
  return (endsOpen(before) ? lines : `${lines}\n`) === after
}
