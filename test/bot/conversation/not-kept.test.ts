import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { createConversation } from '../../../src/bot/conversation/conversation.ts'
import { openJobs } from '../../../src/jobs/jobs.ts'
import type { Platform } from '../../../src/jobs/platform.ts'
import { createSchedules } from '../../../src/jobs/schedules.ts'
import { memoryStore } from '../../store/memory.ts'
import { shop } from '../bot.ts'

const refused = 'distreview cannot keep that now: its database does not take it.'

/** A conversation whose database takes nothing, and what is said to people. */
async function aConversation() {
  const log = pino({ level: 'silent' })
  const store = await memoryStore()
  const jobs = await openJobs({ store, log, name: 'not-kept' })
  onTestFinished(() => jobs.stop())
  const take = () => Promise.reject(new Error('could not extend file: No space left on device'))
  const said: string[] = []
  const unused = () => Promise.reject(new Error('It was not to be used.'))
  const platform: Platform = {
    name: 'slack',
    post: unused,
    find: unused,
    update: unused,
    openForm: unused,
    async whisper(_place, _person, card: Card) {
      said.push(card.summary)
    },
  }
  const conversation = createConversation({
    review: unused,
    repositories: [shop],
    schedules: createSchedules(store.db, () => 0),
    jobs: { ...jobs, intake: { ...jobs.intake, take } },
    clock: () => 0,
    log,
  })
  const by = { platform, person: { id: 'U1', name: 'ana' }, place: { channel: 'C1', thread: null } }
  return { conversation, said, asked: by }
}

test('D1: what cannot be kept is refused with a sentence to whoever asked, and never swallowed', async () => {
  const { conversation, said, asked } = await aConversation()
  await conversation.hear({ ...asked, words: 'review lib', via: 'command', opening: null })
  await conversation.hear({ ...asked, words: 'schedules', via: 'command', opening: null })
  await conversation.click({ ...asked, action: 'show-why', value: 'x', opening: null })
  await conversation.submit({ ...asked, form: 'evaluate', context: '', answers: {} })
  const sentence = `${refused} Ask again in a minute; whoever runs distreview finds the reason in its log.`
  expect(said).toEqual([sentence, sentence, sentence, sentence])
})
