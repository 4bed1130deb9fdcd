import { masked } from '../source/program/secrets.ts'

/** An address, with a scheme or without: `https://x`, `www.x.y`, `x.com/y`, and the Markdown around it. */
const link =
  /\[([^\]\n]*)\]\([^)\s]*\)|<[a-z][a-z0-9+.-]*:[^>\s]*>|\b[a-z][a-z0-9+.-]*:\/\/\S+|\bmailto:\S+|\bwww\.\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|app|co|me|xyz|info|example|test)\/\S*/gi
/** What a chat platform would read as a call of people. */
const mention = /<[!@#][^>\n]*>|<\/?at\b[^>]*>|(?<![\w.])@(?:here|channel|everyone|all|team)\b/gi
/** Letters that are not seen, or that turn the order of those that are. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]|[\u{E0000}-\u{E007F}]/gu

/**
 * Words of the model as people may see them: secrets masked, no link and no mention of people, no letter that is not
 * seen. Whoever reads the repository may have been told by it what to write.
 */
export function plainWords(words: string): string {
  const seen = words.replace(unseen, (letter) => (letter === '\n' || letter === '\t' ? letter : ''))
  return masked(seen)
    .replace(link, (_all, text: string | undefined) => `${text ? `${text} ` : ''}(link removed)`)
    .replace(mention, '(mention removed)')
}
