import type { Unread } from '../../form.ts'

/** U+202A to U+202E and U+2066 to U+2069 in UTF-8, one or several on end. */
const controls = /(?:\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9]))+/g
/** Places that are named one by one; the last entry covers the rest. */
const mostPlaces = 100

/**
 * Where characters stand that turn the direction of the text around them, so that it looks unlike what is compiled.
 * The language refuses them even in strings and comments.
 */
export function bidirectionalControls(text: string): Unread[] {
  // Two plain searches are much quicker than the pattern, and nearly always find nothing.
  if (!text.includes('\xe2\x80') && !text.includes('\xe2\x81')) return []
  const found: Unread[] = []
  for (const { index, 0: run } of text.matchAll(controls)) {
    const end = index + run.length
    const last = found[mostPlaces - 1]
    if (last) {
      found[mostPlaces - 1] = {
        ...last,
        end,
        reason: 'more bidirectional control characters than can be listed',
      }
      continue
    }
    const codePoint = Buffer.from(run.slice(0, 3), 'latin1').toString('utf8').codePointAt(0) as number
    const name = `U+${codePoint.toString(16).toUpperCase()}`
    found.push({
      start: index,
      end,
      reason: `the bidirectional control character ${name}, which makes text look unlike what is compiled`,
    })
  }
  return found
}
