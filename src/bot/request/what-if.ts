import { z } from 'zod'

/** A question about what happens if something does, in its own words. */
export const WhatIfWords = z.object({ kind: z.literal('what-if'), question: z.string() })
export type WhatIfWords = z.infer<typeof WhatIfWords>

/** As it begins a command: `what if …`, `what-if …`, `what happens if …`. */
const opening = /^(?:please )?(?:what[ -]?if\b|what happens (?:if|when)\b)/i
/** As it stands after figures: `We have 5 nodes in 2 regions. What if …` */
const within = /\bwhat (?:happens )?if\b/i

/** null where the words do not begin so. */
export function readWhatIf(words: string): WhatIfWords | null {
  const said = words.trim()
  if (!opening.test(said)) return null
  return { kind: 'what-if', question: said.replace(/^please /i, '').replace(/^what-?if\b/i, 'what if') }
}

/** null where no such question stands in the words. */
export function findWhatIf(words: string): WhatIfWords | null {
  return within.test(words) ? { kind: 'what-if', question: words.trim() } : null
}
