import type { Block } from './messages.ts'

interface Address {
  readonly person: string
  readonly channel: string
  uses: number
  until: number
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const most = { uses: 5, milliseconds: 30 * 60_000 }

/** Addresses by which a command or a press may be answered, five times within thirty minutes. */
export function openResponseUrls() {
  const addresses = new Map<string, Address>()
  /** Milliseconds that have passed besides those of the clock. */
  let ahead = 0
  const now = () => performance.now() + ahead
  return {
    add(name: string, person: string, channel: string): void {
      addresses.set(name, { person, channel, uses: 0, until: now() + most.milliseconds })
    },
    has: (name: string): boolean => addresses.has(name),
    /** Lets time pass for every address. */
    pass(milliseconds: number): void {
      ahead += milliseconds
    },
    /** Whom a message by this address reaches, or why it does not. */
    use(name: string, message: Block): { person: string; channel: string } | { refused: string } {
      const address = addresses.get(name)
      if (!address) return { refused: 'no such address' }
      address.uses += 1
      if (address.uses > most.uses) return { refused: 'used_url' }
      if (now() > address.until) return { refused: 'expired_url' }
      if (message.response_type !== 'ephemeral') return { refused: 'it would be said in the channel' }
      return { person: address.person, channel: address.channel }
    },
  }
}
