import { decoded, endsOpen, type LineEdit, linesOf } from './line-edits.ts'

const context = 3
const noLineBreak = '\\ No newline at end of file'

/** A unified diff of one file with three lines of context, as `git apply` takes it. `text` is the file before, latin1. */
export function unifiedDiff(path: string, text: string, edits: readonly LineEdit[]): string {
  const lines = linesOf(text)
  const open = endsOpen(text)
  const out = [`--- ${named(`a/${path}`)}`, `+++ ${named(`b/${path}`)}`]
  let moved = 0
  for (const hunk of hunksOf(edits)) {
    const from = Math.max(1, (hunk[0]?.startLine ?? 1) - context)
    const lastEdit = hunk.at(-1)
    const until = Math.min(
      lines.length,
      (lastEdit?.startLine ?? 1) + (lastEdit?.old.length ?? 0) - 1 + context,
    )
    const body: string[] = []
    const put = (mark: string, line: string, nth: number) => {
      body.push(`${mark}${decoded(line)}`)
      if (open && nth === lines.length) body.push(noLineBreak)
    }
    let at = from
    for (const { startLine, old, lines: added } of hunk) {
      for (; at < startLine; at++) put(' ', lines[at - 1] ?? '', at)
      for (const line of old) put('-', line, at++)
      const reachesEnd = at > lines.length
      for (const [index, line] of added.entries())
        put('+', line, reachesEnd && index === added.length - 1 ? lines.length : 0)
    }
    for (; at <= until; at++) put(' ', lines[at - 1] ?? '', at)
    const removed = until - from + 1
    const grown = hunk.reduce((sum, { old, lines: added }) => sum + added.length - old.length, 0)
    out.push(`@@ -${from},${removed} +${from + moved},${removed + grown} @@`, ...body)
    moved += grown
  }
  return `${out.join('\n')}\n`
}

/** Edits whose contexts touch stand in one hunk. */
function hunksOf(edits: readonly LineEdit[]): LineEdit[][] {
  const hunks: LineEdit[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const edit of edits) {
    if (edit.startLine - end <= 2 * context) hunks.at(-1)?.push(edit)
    else hunks.push([edit])
    end = edit.startLine + edit.old.length
  }
  return hunks
}

/** A path as git writes it: quoted where it has bytes that need it; a tab ends one with blanks. */
function named(path: string): string {
  if (!/[^ -~]|["\\]/.test(path)) return path.includes(' ') ? `${path}\t` : path
  let quoted = ''
  for (const byte of Buffer.from(path, 'utf8')) {
    const character = String.fromCharCode(byte)
    if (character === '"' || character === '\\') quoted += `\\${character}`
    else if (byte < 0x20 || byte > 0x7e) quoted += `\\${byte.toString(8).padStart(3, '0')}`
    else quoted += character
  }
  return `"${quoted}"`
}
