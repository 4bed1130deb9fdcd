import { type Activity, Mention } from './activity.ts'

/** Whether these words speak to us. */
export function mentionsUs(activity: Activity): boolean {
  return mentionsOf(activity).length > 0
}

/**
 * What a person typed: our own mention is taken out, others are names, and what Teams writes as entities are
 * characters again.
 */
export function wordsOf(activity: Activity): string {
  let words = activity.text ?? ''
  for (const { text } of mentionsOf(activity)) words = words.replaceAll(text, ' ')
  return words
    .replace(/<\/?at\b[^>]*>/gi, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
    .trim()
}

function mentionsOf({ entities, recipient }: Activity) {
  return entities.flatMap((entity) => {
    const mention = Mention.safeParse(entity)
    return mention.success && mention.data.mentioned.id === recipient.id && mention.data.text !== ''
      ? [mention.data]
      : []
  })
}
