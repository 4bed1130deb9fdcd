import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Platform } from '../../jobs/platform.ts'
import type { Conversation, Person } from '../conversation/port.ts'
import { answersTo } from './answers.ts'
import { hasButton } from './buttons.ts'
import type { Openings } from './openings.ts'
import { channel } from './outbound.ts'
import type { Pictures } from './pictures.ts'
import type { Room } from './room.ts'
import type { ClickRequest, SayRequest, SubmitRequest, Welcome } from './wire.ts'

const bodyBytes = 16 * 1024
/** How long a page waits before it connects again, in milliseconds. */
const retry = 1_000

const id = z.string().min(1).max(40)
const Say: z.ZodType<SayRequest> = z.object({
  words: z.string().trim().min(1).max(2_000),
  thread: id.nullable(),
})
const Click: z.ZodType<ClickRequest> = z.object({
  message: id,
  action: z.string().min(1).max(255),
  value: z.string().max(2_000),
})
const Submit: z.ZodType<SubmitRequest> = z.object({
  message: id,
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

const you: Person = { id: 'you', name: 'you' }

export interface Talk {
  readonly room: Room
  readonly openings: Openings
  readonly pictures: Pictures
  readonly platform: Platform
  readonly conversation: Conversation
  readonly welcome: Pick<Welcome, 'repositories' | 'suggestions'>
  readonly log: Logger
  /** Aborted when the server closes: every open stream ends. */
  readonly closing: AbortSignal
}

/**
 * `POST /say`, `/click` and `/submit` answer 202 when what was asked is kept, and the answer comes over `GET /events`. What is refused is
 * refused with one sentence as text.
 */
export function api({ room, openings, pictures, platform, conversation, welcome, log, closing }: Talk): Hono {
  const app = new Hono()

  /** The parsed body, or the sentence that says why it was not understood. */
  function read<T>(schema: z.ZodType<T>, text: string): T | string {
    try {
      const parsed = schema.safeParse(JSON.parse(text))
      if (parsed.success) return parsed.data
      const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
      return `The request was not understood (${wrong.join('; ')}). Reload the page.`
    } catch {
      return 'The request is not JSON. Reload the page.'
    }
  }

  function answer(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => log.error({ err: error }, 'the conversation rejected'))
  }

  const bounded = bodyLimit({
    maxSize: bodyBytes,
    onError: (c) => c.text('That is over 16 kB. Say it in fewer words.', 413),
  })

  app.post('/say', bounded, async (c) => {
    const said = read(Say, await c.req.text())
    if (typeof said === 'string') return c.text(said, 400)
    const { words, thread } = said
    if (thread !== null && room.find(thread)?.thread !== null) {
      return c.text('That thread is no longer kept. Say it in the room instead.', 404)
    }
    room.add({ thread, from: 'you', onlyYou: false, text: words, blocks: [] })
    const place = { channel, thread }
    const opening = openings.give()
    // When it resolves the words are kept, and only then are they acknowledged.
    await answer(conversation.hear({ platform, person: you, place, words, via: 'direct', opening }))
    return c.body(null, 202)
  })

  app.post('/click', bounded, async (c) => {
    const click = read(Click, await c.req.text())
    if (typeof click === 'string') return c.text(click, 400)
    const { action, value } = click
    const message = room.find(click.message)
    if (!message || !hasButton(message.blocks, action, value)) {
      return c.text('That button is no longer there. Reload the page, or ask for the review again.', 404)
    }
    const place = { channel, thread: message.thread ?? message.id }
    await answer(
      conversation.click({
        platform,
        person: you,
        place,
        message: message.id,
        action,
        value,
        opening: openings.give(),
      }),
    )
    return c.body(null, 202)
  })

  app.post('/submit', bounded, async (c) => {
    const sent = read(Submit, await c.req.text())
    if (typeof sent === 'string') return c.text(sent, 400)
    const message = room.find(sent.message)
    if (!message?.form) {
      return c.text('That form was sent already, or is no longer kept. Ask for it again.', 404)
    }
    const { form, thread } = message
    const answers = answersTo(form, sent.answers)
    if (typeof answers === 'string') return c.text(answers, 400)
    const count = `${Object.keys(answers).length} of ${form.fields.length} answered`
    room.replace(message.id, { text: `${form.title}: ${count}.`, blocks: [] })
    const submitted = { platform, person: you, place: { channel, thread }, form: form.name }
    await answer(conversation.submit({ ...submitted, context: form.context, answers }))
    return c.body(null, 202)
  })

  app.get('/pictures/:name{[0-9a-f]{32}\\.png}', (c) => {
    const png = pictures.find(c.req.param('name').slice(0, 32))
    if (!png) return c.text('That picture is no longer kept. Ask for the review again.', 404)
    const headers = { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=86400, immutable' }
    return c.body(Buffer.from(png), 200, headers)
  })

  app.get('/events', (c) => {
    let seen = Number(c.req.header('last-event-id') ?? 0) || 0
    return streamSSE(c, async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      const over = AbortSignal.any([left.signal, closing])
      const greeting: Welcome = { ...welcome, forgotten: room.forgotten(), newest: room.newest() }
      await stream.writeSSE({ event: 'welcome', data: JSON.stringify(greeting), retry })
      while (!over.aborted) {
        for (const { change, said } of room.changedAfter(seen)) {
          await stream.writeSSE({ event: 'said', id: String(change), data: JSON.stringify(said) })
          seen = change
        }
        await room.waitForChange(seen, over)
      }
    })
  })

  return app
}
