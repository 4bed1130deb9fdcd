import type { Place } from '../../jobs/platform.ts'
import type { Activity } from './activity.ts'
import type { Reference } from './references.ts'

const mark = ';messageid='

/** A conversation's id without the post that it is under, which Teams writes behind it: `19:…@thread.tacv2;messageid=1`. */
function parted(conversation: string): { channel: string; post: string | null } {
  const at = conversation.indexOf(mark)
  if (at === -1) return { channel: conversation, post: null }
  return { channel: conversation.slice(0, at), post: conversation.slice(at + mark.length) }
}

/**
 * Where an activity was said. In a channel the thread is the post that it is under. A chat has no threads: it is one
 * thread, named by itself, so that what was said before can be spoken of.
 */
export function placeOf(activity: Activity): Place {
  const { channel, post } = parted(activity.conversation.id)
  if (kindOf(activity) !== 'channel') return { channel, thread: channel }
  return { channel, thread: post ?? activity.id ?? null }
}

export function referenceOf(activity: Activity): Reference {
  const tenant = tenantOf(activity)
  return {
    channel: parted(activity.conversation.id).channel,
    kind: kindOf(activity),
    serviceUrl: activity.serviceUrl,
    bot: { id: activity.recipient.id, name: activity.recipient.name ?? 'distreview' },
    ...(tenant === null ? {} : { tenant }),
  }
}

/** The organisation that an activity comes from; null where it does not say. */
export function tenantOf({ conversation, channelData }: Activity): string | null {
  return conversation.tenantId ?? channelData?.tenant?.id ?? null
}

/** The conversation to send to: a new post where `thread` is null, else under that post. */
export function conversationId({ channel, kind }: Reference, thread: string | null): string {
  return kind === 'channel' && thread !== null ? `${channel}${mark}${thread}` : channel
}

export function kindOf({ conversation }: Activity): Reference['kind'] {
  if (conversation.conversationType === 'channel' || conversation.id.includes(mark)) return 'channel'
  return conversation.conversationType === 'groupChat' ? 'group' : 'personal'
}
