import type { Line, Part, Run } from '../card.ts'

export function text(words: string): Run {
  return { kind: 'text', text: words }
}

export function strong(words: string): Run {
  return { kind: 'text', text: words, strong: true }
}

export function code(words: string): Run {
  return { kind: 'code', text: words }
}

export function line(...runs: readonly Run[]): Part {
  return { kind: 'line', line: runs }
}

/** Sentences of the report, in which a name between two backticks is code. A single backtick is a letter. */
export function prose(words: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const found of words.matchAll(/`([^`\n]*[^`\s][^`\n]*)`/g)) {
    if (found.index > from) runs.push(text(words.slice(from, found.index)))
    runs.push(code(found[1] ?? ''))
    from = found.index + found[0].length
  }
  if (from < words.length) runs.push(text(words.slice(from)))
  return runs
}

/** A paragraph of the report's sentences, or nothing where there are none. */
export function paragraph(words: string): Part[] {
  return words.trim() === '' ? [] : [line(...prose(words))]
}

export function heading(words: string): Part {
  return { kind: 'heading', text: words }
}

export function footnote(...runs: readonly Run[]): Part {
  return { kind: 'footnote', line: runs }
}

/** A list, or nothing where it would be empty. */
export function list(items: readonly Line[], ordered = false): Part[] {
  return items.length === 0 ? [] : [{ kind: 'list', ordered, items }]
}

/** Lines one after the other with `between` between them. */
export function joined(lines: readonly Line[], between: string): Run[] {
  const runs: Run[] = []
  for (const [at, each] of lines.entries()) {
    if (at > 0) runs.push(text(between))
    runs.push(...each)
  }
  return runs
}
