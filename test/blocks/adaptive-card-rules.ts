import { createRequire } from 'node:module'
import type { AdaptiveCard } from '../../src/blocks/adaptive-card.ts'
import { limits } from '../../src/blocks/limits.ts'

/** The parts that are used of the package, whose entry for Node is the bundle alone. */
interface Package {
  readonly Versions: { readonly v1_5: unknown }
  readonly SerializationContext: new (
    version: unknown,
  ) => { readonly eventCount: number; getEventAt(at: number): { readonly message: string } }
  readonly HostConfig: new (settings: { readonly actions: { readonly maxActions: number } }) => unknown
  readonly AdaptiveCard: new () => {
    hostConfig: unknown
    parse(card: unknown, context: unknown): void
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] }
  }
}
const require = createRequire(import.meta.url)
const adaptivecards = require('adaptivecards/dist/adaptivecards.js') as Package

/** Why Teams would refuse a card or show it otherwise than it is meant; empty where it would not. */
export function breaks(card: AdaptiveCard): string[] {
  const context = new adaptivecards.SerializationContext(adaptivecards.Versions.v1_5)
  const parsed = new adaptivecards.AdaptiveCard()
  // The package's own is 5, that of Teams 6.
  parsed.hostConfig = new adaptivecards.HostConfig({
    actions: { maxActions: limits.teams.actions.max_items },
  })
  parsed.parse(card, context)
  const wrong = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
  wrong.push(...parsed.validateProperties().validationEvents.map(({ message }) => message))
  const json = JSON.stringify(card)
  const bytes = Math.max(json.length * 2, Buffer.byteLength(json))
  if (bytes > 80_000 - 4_000) wrong.push(`The card has ${bytes} bytes.`)
  // Each alone is read by clients: Markdown, a mention, a date in the reader's language.
  if (json.includes('"TextBlock"')) wrong.push('A TextBlock reads Markdown.')
  for (const text of [card.fallbackText, ...textsOf(card.body)]) {
    if (/<\/?at\b/i.test(text)) wrong.push(`A mention: ${text}`)
    if (/\{\{(DATE|TIME)\(/.test(text)) wrong.push(`A date: ${text}`)
  }
  for (const element of card.body) {
    if (element.type === 'ActionSet' && element.actions.length > limits.teams.actions.max_items)
      wrong.push('More than six buttons in a row.')
  }
  return wrong
}

/** The text of every run, in order. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'TextRun' && 'text' in value) return [String(value.text)]
  return Object.values(value).flatMap(textsOf)
}
