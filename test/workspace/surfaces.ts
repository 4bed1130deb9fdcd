import type { Delivered, Delivery } from './deliver.ts'
import type { Whisper } from './front.ts'
import { type Block, buttonsOf, type FoundButton, type SlackMessage, wordsOf } from './messages.ts'

interface Workspace<Person extends string> {
  readonly channel: string
  readonly homes: ReadonlyMap<string, Block>
  readonly whispers: readonly Whisper[]
  personId(person: Person): string
  userOf(person: Person): Block
  /** The channel of direct messages between this person and the bot. */
  directTo(person: Person): Promise<string>
  trigger(person: Person): Promise<string>
  responseUrl(person: Person, channel: string): string
  say(person: Person, channel: string, text: string, thread: string | undefined): Promise<string>
  deliver(delivery: Delivery): Promise<Delivered>
  event(event: Block): Promise<Delivered>
}

/** What people do with an app outside a command, a mention and a button of a message in a channel. */
export function openSurfaces<Person extends string>(workspace: Workspace<Person>) {
  const { channel, personId, deliver, event } = workspace
  const team = { id: 'T000000001', domain: 'acme' }

  async function said(person: Person, at: string, words: string, type: string, thread?: string) {
    const ts = await workspace.say(person, at, words, thread)
    const message = {
      type: 'message',
      channel: at,
      channel_type: type,
      user: personId(person),
      text: words,
      ts,
      event_ts: ts,
      ...(thread ? { thread_ts: thread } : {}),
    }
    const again = () => event(message)
    return { ...(await again()), ts, channel: at, again }
  }

  async function interaction(person: Person, at: string | null, payload: Block): Promise<Delivered> {
    return deliver({
      kind: 'interaction',
      payload: {
        user: workspace.userOf(person),
        api_app_id: 'A0DISTREVIEW',
        trigger_id: await workspace.trigger(person),
        team,
        enterprise: null,
        is_enterprise_install: false,
        ...(at === null
          ? {}
          : { channel: { id: at, name: 'channel' }, response_url: workspace.responseUrl(person, at) }),
        ...payload,
      },
    })
  }

  function pressed(person: Person, at: string | null, found: FoundButton, container: Block) {
    const { action_id, value } = found.element
    const action = { type: 'button', action_ts: '1.1', action_id, value, block_id: found.block.block_id }
    return interaction(person, at, { type: 'block_actions', container, actions: [action] })
  }

  const homeOf = (person: Person): Block => {
    const home = workspace.homes.get(personId(person))
    if (!home) throw new Error(`${person} has no Home tab.`)
    return home
  }

  return {
    /** Says something in the direct messages with the app. */
    async direct(person: Person, words: string, thread?: string) {
      return said(person, await workspace.directTo(person), words, 'im', thread)
    },

    /** Says something in a thread of the channel, without a mention. */
    replies: (person: Person, thread: string, words: string) =>
      said(person, channel, words, 'channel', thread),

    async opensHome(person: Person, tab: 'home' | 'messages' = 'home'): Promise<Delivered> {
      const at = await workspace.directTo(person)
      return event({ type: 'app_home_opened', user: personId(person), channel: at, tab, event_ts: '1.1' })
    },

    /** What the Home tab of this person reads like. */
    homeReads: (person: Person): string => wordsOf({ text: '', blocks: homeOf(person).blocks }),

    pressesHome(person: Person, label: string): Promise<Delivered> {
      return pressed(person, null, buttonWith(label, homeOf(person)), { type: 'view', view_id: 'V1' })
    },

    /** Presses a button of what only this person saw last. */
    pressesWhisper(person: Person, label: string): Promise<Delivered> {
      const whisper = workspace.whispers.findLast((each) => each.person === personId(person))
      if (!whisper) throw new Error(`Nothing was whispered to ${person}.`)
      const container = {
        type: 'message',
        message_ts: '1.1',
        channel_id: whisper.channel,
        is_ephemeral: true,
        ...(whisper.thread ? { thread_ts: whisper.thread } : {}),
      }
      return pressed(person, whisper.channel, buttonWith(label, whisper), container)
    },

    /** The shortcut that is offered everywhere. */
    shortcut: (person: Person, callback_id: string): Promise<Delivered> =>
      interaction(person, null, { type: 'shortcut', callback_id, action_ts: '1.1' }),

    /** The shortcut that is offered with a message. */
    messageShortcut: (person: Person, callback_id: string, message: SlackMessage): Promise<Delivered> =>
      interaction(person, channel, { type: 'message_action', callback_id, message, message_ts: message.ts }),

    /** Opens a conversation with an assistant, as apps had it before agents. */
    async startsThread(person: Person): Promise<string> {
      const at = await workspace.directTo(person)
      const thread = await workspace.say(person, at, 'New conversation', undefined)
      const assistant_thread = { user_id: personId(person), channel_id: at, thread_ts: thread, context: {} }
      await event({ type: 'assistant_thread_started', assistant_thread, event_ts: thread })
      return thread
    },
  }
}

function buttonWith(label: string, { blocks }: Pick<SlackMessage, 'blocks'> | Block): FoundButton {
  const buttons = buttonsOf({ blocks })
  const found = buttons.find((button) => button.label === label)
  if (found) return found
  throw new Error(`No button "${label}", only: ${buttons.map((each) => each.label).join(', ')}.`)
}
