import type { Place } from '../../jobs/platform.ts'

/** What a form carries while it is open, beside its name. */
interface Carried {
  readonly place: Place
  readonly context: string
}

/**
 * As the private_metadata of a view: the place a line each, then the context as it is. Not JSON, whose escapes could
 * make 2,000 characters of context more than the 3,000 that Slack takes.
 */
export function writeCarried({ place, context }: Carried): string {
  return [place.channel, place.thread ?? '', context].join('\n')
}

export function readCarried(metadata: string): Carried {
  const [channel = '', thread = '', ...context] = metadata.split('\n')
  return { place: { channel, thread: thread === '' ? null : thread }, context: context.join('\n') }
}
