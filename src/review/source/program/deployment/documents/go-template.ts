/** One action of a Go template, `{{ … }}`. */
const action = /\{\{[^{}]*\}\}/g
const control = /^\{\{-?\s*(if|else|end|with|range|define|block|template|break|continue|\/\*|\$\w+\s*:?=)/
/** A value that brings its own lines and indentation: it replaces a whole node. */
const ownLines = /\|\s*n?indent\s+\d+\s*-?\}\}$/

/**
 * A Helm template as far as it is YAML, byte for byte as long: control actions and whole inserted blocks become
 * spaces, an action that stands for a value becomes a word of the same length. Both branches of an `if` stay.
 */
export function withoutActions(text: string): string {
  if (!text.includes('{{')) return text
  const kept = text.replace(action, (found: string) =>
    control.test(found) || ownLines.test(found) || found.includes('\n')
      ? blank(found)
      : `T${'_'.repeat(found.length - 1)}`,
  )
  return aloneBlanked(text, kept)
}

/** A value that stands alone on its line is neither key nor item. */
function aloneBlanked(text: string, kept: string): string {
  let at = 0
  const lines: string[] = []
  for (const line of kept.split('\n')) {
    const original = text.slice(at, at + line.length)
    at += line.length + 1
    lines.push(original !== line && original.replace(action, '').trim() === '' ? blank(line) : line)
  }
  return lines.join('\n')
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

const value =
  /^\{\{-?\s*(?:int\s+|toString\s+)?\$?\.Values\.([\w.]+)\s*(?:\|\s*(?:quote|int|toString|default\s+\S+)\s*)*-?\}\}$/

/** A text with each `{{ .Values.a.b }}` replaced by what `values` knows for it; other actions stay as they are. */
export function filledIn(text: string, values: (path: readonly string[]) => string | null): string {
  return text.replace(action, (found) => {
    const path = value.exec(found)?.[1]
    return (path === undefined ? null : values(path.split('.'))) ?? found
  })
}

/** The path of `{{ .Values.a.b }}` where that is the whole text, quoted or not; null otherwise. */
export function valuesPath(text: string): readonly string[] | null {
  return value.exec(text.trim().replace(/^["']|["']$/g, ''))?.[1]?.split('.') ?? null
}
