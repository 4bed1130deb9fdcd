import type { Random } from '../random.ts'

const brackets = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '<<',
  '>>',
  '"',
  "'",
  '"""',
  '#{',
  ' do ',
  ' end ',
  ' fun ',
  ' -> ',
  '. ',
]

/** Makes one to six changes to a file: what a slip, a merge, a broken disk or an enemy may do to it. */
export function mutated(corpus: readonly string[], random: Random): string {
  let text = pick(corpus, random)
  for (let left = 1 + random.below(6); left > 0; left--) text = change(text, corpus, random)
  return text
}

function change(text: string, corpus: readonly string[], random: Random): string {
  const at = random.below(text.length + 1)
  const length = 1 + random.below(random.below(4) === 0 ? text.length + 1 : 30)
  const part = text.slice(at, at + length)
  const rest = text.slice(at + length)
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at) + rest
    case 1:
      return text.slice(0, at) + part + part + rest
    case 2: {
      const other = random.below(text.length + 1)
      const from = Math.max(other, at + length)
      return (
        text.slice(0, at) +
        text.slice(from, from + length) +
        text.slice(at + length, from) +
        part +
        text.slice(from + length)
      )
    }
    case 3:
      return text.slice(0, at)
    case 4:
      return text.slice(at)
    case 5:
      return text.slice(0, at) + bytes(1 + random.below(8), random) + text.slice(at)
    case 6:
      return text.slice(0, at) + pick(brackets, random).repeat(1 + random.below(3)) + text.slice(at)
    default: {
      const other = pick(corpus, random)
      return text.slice(0, at) + other.slice(random.below(other.length + 1))
    }
  }
}

function bytes(count: number, random: Random): string {
  let made = ''
  for (let left = count; left > 0; left--) made += String.fromCharCode(random.below(256))
  return made
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.below(items.length)] as T
}
