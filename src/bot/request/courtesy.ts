const before =
  /^(?:(?:hey|hi|hello|ok|okay|thanks|thank you|please|pls|kindly)[,:!.]*\s+|(?:could|can|would|will) you\s+|(?:i|we)(?:['’]d| would) like you to\s+|tell (?:me|us)\s+)+/i
const after = /(?:[\s,]+(?:please|pls|thanks|thank you|for (?:me|us)))*[\s?!]*$/i

/** Without the words that people are polite with before a request: `could you please`, `hey`, `please`. */
export function withoutGreeting(words: string): string {
  return `${words.trim()} `.replace(before, '').trim()
}

/** One line without politeness at either end, quotes and the mark at its end, as phrases are compared. */
export function plainly(words: string): string {
  const line = withoutGreeting(words).replace(/\s+/g, ' ').replace(after, '')
  // A path may be a full stop alone.
  return line.replace(/(?<=[\p{L}\p{N}"”')])\.+$/u, '').trim()
}
