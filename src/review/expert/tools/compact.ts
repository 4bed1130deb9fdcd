import type { Sight } from '../sight.ts'

/** Characters of one answer that lists facts. */
const longest = 14_000

/**
 * Facts as short JSON: places become `path:line`, and what stands only in files that are withheld is left out. Cut
 * with a sentence where it is too long.
 */
export function compact(value: unknown, sight: Sight): string {
  const text = JSON.stringify(shortened(value, sight), null, 1)
  if (text.length <= longest) return text
  return `${text.slice(0, longest)}\n… ${text.length - longest} more characters: ask for a part by "about".`
}

function shortened(value: unknown, sight: Sight): unknown {
  if (Array.isArray(value))
    return value.map((each) => shortened(each, sight)).filter((each) => each !== hidden)
  if (value === null || typeof value !== 'object') return value
  const { path, startLine, evidence } = value as Record<string, unknown>
  if (typeof path === 'string' && typeof startLine === 'number')
    return sight.isShown(path) ? `${path}:${startLine}` : hidden
  // A fact whose every place is withheld would tell what those files hold.
  if (
    Array.isArray(evidence) &&
    evidence.length > 0 &&
    evidence.every((each) => shortened(each, sight) === hidden)
  )
    return hidden
  const entries = Object.entries(value).map(([key, each]) => [key, shortened(each, sight)] as const)
  return Object.fromEntries(entries.map(([key, each]) => [key, each === hidden ? '(withheld)' : each]))
}

const hidden = Symbol('withheld')
