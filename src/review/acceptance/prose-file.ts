import type { Acceptance, Accepted } from './acceptance.ts'

/** `- distreview accepts rpc-no-timeout in lib/cache.ex: a human waits` on a line of its own. */
const sentence =
  /^\s*(?:[-*]\s+)?distreview accepts `?([a-z-]{3,60})`? in `?([^\s`]{1,300})`?\s*:\s*(\S.{0,490})$/i

/** Reads the sentences in a file of project notes; everything else in it is prose, and nobody's order. */
export function readProse(path: string, text: string): Acceptance {
  const accepted: Accepted[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, rule, place, reason] = sentence.exec(line) ?? []
    if (rule && place && reason) accepted.push({ rule, place, reason: reason.trim(), path, line: index + 1 })
  }
  return { depth: null, accepted, notes: [] }
}
