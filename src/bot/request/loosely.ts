/** A part of a report that answers a question which no phrase reads. */
export type Loosely = 'write' | 'read' | 'lead' | 'not-read' | 'recommendations' | 'test-plan'

const cut =
  /\b(?:partition|netsplit|net split|split(?:s|-brain| brain)?|cut|isolated|minority|majority|small(?:er)? side|large(?:r)? side|other side|both sides)\b/i

/** Each with all that its question speaks of; the first that agrees is taken. */
const topics: readonly (readonly [Loosely, readonly RegExp[]])[] = [
  ['lead', [cut, /\b(?:leaders?|leads?|leading|leadership|elect\w*)\b/i]],
  ['write', [cut, /\b(?:writ\w+|accept\w*|update\w*|insert\w*|decrement\w*)\b/i]],
  ['read', [cut, /\b(?:reads?|reading|lookups?|stale)\b/i]],
  ['not-read', [/\b(?:not read|skipp\w+|left out|coverage|unread|not look\w*)\b/i]],
  ['recommendations', [/\b(?:recommend\w*|(?:fix|mend|do|start|begin) (?:\w+ )?(?:first|next))\b/i]],
  ['test-plan', [/\b(?:how|what|which)\b/i, /\btests?\b/i]],
]

/**
 * What a free question is about, where no model reads it: a guess, so the answer names what it answers. null where it
 * is about nothing that a report has a part for.
 */
export function readLoosely(question: string): Loosely | null {
  return topics.find(([, words]) => words.every((each) => each.test(question)))?.[0] ?? null
}
