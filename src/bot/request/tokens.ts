const quotes = /^[`'"‘’“”]+|[`'"‘’“”]+$/g

/** Slack writes what looks like an address as `<http://mix.ex|mix.ex>`; people meant the label. */
export function unlinked(words: string): string {
  return words.replace(/<[^<>|\s]+\|([^<>|]+)>/g, '$1').replace(/<(https?:[^<>|\s]+)>/g, '$1')
}

/** Words between blanks and commas, without the quotes around them. */
export function tokensOf(words: string): string[] {
  const tokens: string[] = []
  for (const word of unlinked(words).split(/[\s,]+/)) {
    const token = word.replace(quotes, '')
    if (token !== '') tokens.push(token)
  }
  return tokens
}
