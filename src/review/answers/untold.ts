import type { Answer } from './answer.ts'

/** Where words ask for something that no part of a report answers. `numbers` are those of the findings on cards. */
export function untold(question: string, numbers: readonly number[]): Answer {
  const [first] = numbers
  const ofFinding =
    first === undefined
      ? []
      : [`why is ${first} reported`, `how does ${first} fail`, `show the fix for ${first}`]
  return {
    title: 'I can’t tell from the code',
    headline: `No part of the review answers “${shortened(question)}”. No model key is set; with \`ANTHROPIC_API_KEY\` a model reads the code and answers with its places.`,
    groups: [],
    unknown: [],
    ask: [
      ...ofFinding,
      'which nodes can write during a partition',
      'what if one node is isolated',
      'what did you not read',
      'what changed since last time',
      'recommendations',
      'test plan',
    ],
  }
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  const points = [...line]
  return points.length <= 200 ? line : `${points.slice(0, 199).join('')}…`
}
