import { expect } from 'vitest'
import { blockKit } from '../../src/blocks/block-kit.ts'
import type { Place, Platform, Posted } from '../../src/jobs/platform.ts'
import { breaks } from '../blocks/slack-rules.ts'
import { wordsOf } from '../blocks/words-of.ts'

interface Message extends Posted {
  readonly words: string
}

/** A platform that keeps what is posted, and refuses what Slack would. */
export function aChannel(name: Platform['name'] = 'slack') {
  const messages: (Message & { readonly key: string | null })[] = []
  const waiting = new Map<number, () => void>()
  let lost = 0
  const nothingElse = () => Promise.reject(new Error('A schedule only posts.'))
  const platform: Platform = {
    name,
    async post(place, cards, as) {
      const there = as?.again ? messages.find(({ key }) => key === as.key) : undefined
      if (there) return there
      for (const message of blockKit(cards)) expect(breaks(message)).toEqual([])
      const id = `m${messages.length + 1}`
      const words = cards.map((card) => wordsOf(card).join('\n')).join('\n\n')
      messages.push({ ...place, id, words, key: as?.key ?? null })
      if (messages.length === lost) throw new Error('The connection was lost.')
      for (const [count, wake] of waiting) if (messages.length >= count) wake()
      return { ...place, id }
    },
    async find({ channel, thread }: Place, key) {
      const found = messages.find(
        (each) => each.key === key && each.channel === channel && each.thread === thread,
      )
      return found ?? null
    },
    update: nothingElse,
    whisper: nothingElse,
    openForm: nothingElse,
  }
  return {
    platform,
    messages,
    /** Resolves when so many messages are there. */
    posted: (count: number) => new Promise<void>((resolve) => waiting.set(count, resolve)),
    /** The message of this number arrives, but nobody hears that it did. */
    loseAnswer(number: number) {
      lost = number
    },
  }
}
