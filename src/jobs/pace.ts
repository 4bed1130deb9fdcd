import { setTimeout as after } from 'node:timers/promises'

interface Rate {
  /** Messages that may follow each other at once after a silence. */
  readonly burst: number
  /** Milliseconds between messages after that. */
  readonly every: number
}

/** One queue a channel: messages go in the order in which they were asked for, no faster than the platform allows. */
export interface Pace {
  /**
   * Sends when it is this message's turn. Where `limited` finds in an error how many milliseconds the platform says to
   * wait, the whole channel waits and the message is sent again, at most three times.
   */
  inTurn<Sent>(
    channel: string,
    send: () => Promise<Sent>,
    limited: (error: unknown) => number | null,
  ): Promise<Sent>
}

interface Channel {
  last: Promise<unknown>
  /** Messages that could be sent at once when `at` was. */
  left: number
  at: number
  waiting: number
}

const mostWaits = 3

/** `clock` in milliseconds, of which differences alone count. */
export function createPace(
  { burst, every }: Rate,
  clock: () => number = () => performance.now(),
  wait: (milliseconds: number) => Promise<unknown> = after,
): Pace {
  const channels = new Map<string, Channel>()

  async function leave(channel: Channel): Promise<void> {
    const now = clock()
    channel.left = Math.min(burst, channel.left + (now - channel.at) / every)
    channel.at = now
    if (channel.left < 1) {
      const pause = Math.ceil((1 - channel.left) * every)
      await wait(pause)
      channel.left += pause / every
      channel.at = now + pause
    }
    channel.left -= 1
  }

  return {
    async inTurn(name, send, limited) {
      const channel = channels.get(name) ?? { last: Promise.resolve(), left: burst, at: clock(), waiting: 0 }
      channels.set(name, channel)
      channel.waiting += 1
      const sending = channel.last.then(async () => {
        for (let waits = 0; ; waits += 1) {
          await leave(channel)
          try {
            return await send()
          } catch (error) {
            const pause = limited(error)
            if (pause === null || waits === mostWaits) throw error
            await wait(pause)
          }
        }
      })
      channel.last = sending.catch(() => {})
      try {
        return await sending
      } finally {
        channel.waiting -= 1
        // A channel that was silent for long enough is as good as new.
        if (channel.waiting === 0 && channels.size > 1_000) channels.delete(name)
      }
    },
  }
}
