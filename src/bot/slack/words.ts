/**
 * What a person typed, from what Slack sends: our own mention is taken out, and `&amp;`, `&lt;` and `&gt;` become
 * characters again (https://docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export function wordsOf(text: string, botUserId: string): string {
  const withoutMention = text.replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (mention, user) =>
    user === botUserId ? ' ' : mention,
  )
  return withoutMention.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
}

/** Whether our mention is in it. */
export function isToUs(text: string, botUserId: string): boolean {
  return text.includes(`<@${botUserId}>`) || text.includes(`<@${botUserId}|`)
}
