import { useEffect, useState } from 'react'
import type { ClickRequest, Said, SayRequest, SubmitRequest, Welcome } from '../wire.ts'

/** `lost` mends itself; `over` does not: the server was started anew and knows this page no more. */
export type Connection = 'opening' | 'open' | 'lost' | 'over'

export interface Heard {
  readonly connection: Connection
  readonly welcome: Welcome | null
  /** The order of the newest message when the page opened; what is above it is news. */
  readonly past: number
  /** In the order of the room. */
  readonly messages: readonly Said[]
}

const nothing: Heard = { connection: 'opening', welcome: null, past: 0, messages: [] }

function withMessage(before: Heard, said: Said): Heard {
  const others = before.messages.filter((message) => message.id !== said.id)
  return { ...before, messages: [...others, said].sort((a, b) => a.order - b.order) }
}

/** Follows the room; the browser connects again by itself and says which event it saw last. */
export function useRoom(): Heard {
  const [heard, setHeard] = useState(nothing)
  useEffect(() => {
    const events = new EventSource('api/events')
    const connection = (state: Connection) => setHeard((before) => ({ ...before, connection: state }))
    events.onopen = () => connection('open')
    events.onerror = () => connection(events.readyState === EventSource.CLOSED ? 'over' : 'lost')
    events.addEventListener('welcome', (event) => {
      const welcome = JSON.parse(event.data) as Welcome
      setHeard((before) => ({ ...before, welcome, past: before.welcome ? before.past : welcome.newest }))
    })
    events.addEventListener('said', (event) => {
      const said = JSON.parse(event.data) as Said
      setHeard((before) => withMessage(before, said))
    })
    return () => events.close()
  }, [])
  return heard
}

/** Sends to the server; resolves to null, or to the sentence that says why it was refused. */
async function send(path: string, body: SayRequest | ClickRequest | SubmitRequest): Promise<string | null> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return response.ok ? null : await response.text()
  } catch {
    return 'distreview does not answer. Look whether it still runs in the terminal, then try again.'
  }
}

export const say = (request: SayRequest) => send('api/say', request)
export const click = (request: ClickRequest) => send('api/click', request)
export const submit = (request: SubmitRequest) => send('api/submit', request)
