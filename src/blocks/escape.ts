/**
 * The one escaping function of each format. Strings from reviewed code are hostile until they went through one:
 * they may hold mentions, links, markup, terminal sequences, or characters that nobody can see.
 */

/** Controls, format and direction marks, zero-width, line separators, fillers, variation selectors, half surrogates. */
const unseen = /\r\n|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Breaks a word for a machine that looks for names and links, and is not seen by people (U+2060). */
const joiner = '\u2060'

/**
 * Shows what cannot be seen, as ⟦U+202E⟧; only line feed and tab stay. A carriage return before a line feed goes.
 * For plain_text and rich_text, which Slack does not interpret, nothing more is needed.
 */
export function visible(text: string): string {
  return text.replace(unseen, (found) => {
    if (found === '\n' || found === '\t') return found
    if (found === '\r\n') return '\n'
    const point = found.codePointAt(0) ?? 0
    return `⟦U+${point.toString(16).toUpperCase().padStart(4, '0')}⟧`
  })
}

/**
 * For the `text` of a Slack message, which is mrkdwn: `<!channel>`, `<@U1>` and `<url|words>` become letters, and
 * `@channel` pings nobody under any `parse` setting. Stars and backticks may still style it; that harms nobody.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=[\w-])/g, `@${joiner}`)
}

/**
 * For inline GitHub Flavored Markdown, in a paragraph, list item, heading or table cell. Line breaks become spaces.
 * What GitHub links after rendering (`@name`, `#12`, bare URLs, `:emoji:`) is broken by a word joiner.
 * https://github.github.com/gfm/#backslash-escapes
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/@(?=\S)|#(?=\d)|:(?=\/\/|[^\s:]+:)|\bGH-(?=\d)|www(?=\.)/gi, `$&${joiner}`)
    .replace(/[\\`*_[\]<>|~&$]|!$/g, '\\$&')
    .replaceAll(joiner, '&#x2060;')
}

/** For a terminal, inline: no control character reaches it, line breaks become spaces. */
export function terminalText(text: string): string {
  return visible(text).replace(/\s*\n\s*/g, ' ')
}

/**
 * An http or https address in its normal form with nothing in it that Markdown reads, or null: shown as words then.
 * `javascript:`, `data:` and malformed addresses are null.
 */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, username, password, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  if (username !== '' || password !== '') return null
  return href.replace(
    /[()<>\\`|"\s]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}
