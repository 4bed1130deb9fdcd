import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Delivered, Delivery } from './deliver.ts'

const path = '/link/'
interface Waiting {
  readonly socket: WebSocket
  acknowledged(payload: unknown): void
  lost(): void
}

const kinds = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' } as const

/**
 * Slack's end of socket mode (https://docs.slack.dev/apis/events-api/using-socket-mode): tickets, the hello,
 * envelopes and their acknowledgements, pings, goodbyes. `changed` is called whenever a socket comes or goes.
 */
export function openSockets(server: Server, changed: () => void) {
  const sockets = new WebSocketServer({ server, path, autoPong: false })
  const tickets = new Set<string>()
  const waiting = new Map<string, Waiting>()
  let issued = 0
  let sent = 0
  let silent = false
  let answered = 0

  sockets.on('connection', (socket, request) => {
    const ticket = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('ticket') ?? ''
    // A ticket opens one socket.
    if (!tickets.delete(ticket)) return socket.close(4_000)
    socket.on('ping', (beat) => {
      if (silent) return
      socket.pong(beat)
      answered += 1
      changed()
    })
    socket.on('message', (message) => {
      const { envelope_id, payload } = JSON.parse(message.toString())
      waiting.get(envelope_id)?.acknowledged(payload)
      waiting.delete(envelope_id)
    })
    socket.on('close', () => {
      for (const each of waiting.values()) if (each.socket === socket) each.lost()
      changed()
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size, connection_info: {} }))
    changed()
  })

  const open = (): WebSocket[] => [...sockets.clients].filter((socket) => socket.readyState === socket.OPEN)

  return {
    /** How many sockets the bot holds open. */
    count: (): number => open().length,

    /** The address of a new socket, from the address of the server. */
    address(url: string): string {
      const ticket = `t${++issued}`
      tickets.add(ticket)
      return `${url.replace('http:', 'ws:')}${path}?ticket=${ticket}&app_id=A0DISTREVIEW`
    },

    /** To one of the open sockets, in turn. Resolves with what the bot acknowledged it with. */
    async deliver({ kind, payload, retry }: Delivery): Promise<Delivered> {
      const choice = open()
      const socket = choice[++sent % choice.length]
      if (!socket) throw new Error('The bot holds no socket open.')
      const envelope_id = `e${sent}`
      const started = performance.now()
      const acknowledged = new Promise<unknown>((resolve, reject) => {
        const lost = () => reject(new Error(`The socket closed before ${envelope_id} was acknowledged.`))
        waiting.set(envelope_id, { socket, acknowledged: resolve, lost })
      })
      const again = retry ? { retry_attempt: retry, retry_reason: 'timeout' } : {}
      const envelope = { type: kinds[kind], envelope_id, payload, accepts_response_payload: kind !== 'event' }
      socket.send(JSON.stringify({ ...envelope, ...again }))
      const answer = (await acknowledged) as object | undefined
      const body = answer && Object.keys(answer).length > 0 ? JSON.stringify(answer) : ''
      return { status: 200, body, milliseconds: performance.now() - started }
    },

    /** Asks the bot to come again, as Slack does every few hours, on as many of its sockets. */
    refresh(sockets: number): void {
      const goodbye = JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} })
      for (const socket of open().slice(0, sockets)) socket.send(goodbye)
    },

    /** Cuts every socket without a word. */
    cut(): void {
      for (const socket of open()) socket.terminate()
    },

    /** Sockets that are open are not answered when they ping, until one is opened anew. */
    fallSilent(): void {
      silent = true
      sockets.once('connection', () => {
        silent = false
      })
    },

    /** How many pings of the bot were answered. */
    answeredPings: () => answered,

    /** Resolves when every open socket has answered a ping. */
    async ping(): Promise<void> {
      await Promise.all(
        open().map((socket) => {
          const answered = new Promise((resolve) => socket.once('pong', resolve))
          socket.ping('beat')
          return answered
        }),
      )
    },

    close(): void {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
