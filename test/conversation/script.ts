import type { Filled } from '../workspace/forms.ts'

/** A place where people and the bot talk, whatever platform it is on. Each act resolves when it is answered. */
interface Room {
  /** Words to the bot: in the thread that the first words opened, or in the room itself. */
  say(words: string, inThread?: 'in the thread'): Promise<void>
  /** Presses the first button with this label. */
  press(label: string): Promise<void>
  /** Fills in the form that was opened and sends it; answers by the labels of their questions. */
  fillIn(answers: Filled): Promise<void>
  /**
   * What the bot said, in words that can be compared (`plain.ts`): thread after thread, message after message. A form
   * is left out: it is a modal in Slack, a card in Teams, and on the page a line of how much was answered. So are the
   * name and the time above a message.
   */
  thread(): Promise<string[]>
}

/** What a day of talk needs besides a room. */
export interface Day {
  readonly room: Room
  /** The clock shows that instant; resolves when the reports that are due then are posted. */
  comesTo(instant: string): Promise<void>
  /** What went wrong unseen. */
  wrongs(): readonly string[]
}

export const morning = '2025-06-24T10:00Z'

/** One conversation: a review, a button, a free question, an evaluation by form, a schedule and its report. */
export async function converse({ room, comesTo }: Day): Promise<void> {
  await room.say('review lib on main of shop')
  await room.press('How it fails')
  await room.say('what happens to the stock in a partition?', 'in the thread')
  await room.press('Which mechanism fits?')
  await room.fillIn({
    'What is it?': 'bounded: never below 0, within a limit, or unique',
    'How consistent must it be?': '2: linearizable per key',
    'How many nodes?': '5',
    'Which services are there already?': ['PostgreSQL', 'Redis'],
  })
  await room.say('schedule weekly at 09:00 Europe/Berlin for lib on main of shop', 'in the thread')
  await comesTo('2025-07-01T07:00Z')
}
