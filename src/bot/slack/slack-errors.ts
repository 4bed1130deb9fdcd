import { webApi } from '@slack/bolt'
import { NotAMember } from '../../jobs/not-a-member.ts'
import { Refusal, type RefusalCode } from '../../review/refusal.ts'

/** Slack's own name of what it refused, such as `not_in_channel`; null for everything else. */
export function slackCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null
}

/** What people can mend, by Slack's names of it: what is wrong, and what to do. */
const mendable: Readonly<Record<string, readonly [RefusalCode, string, string]>> = {
  is_archived: ['not-found', 'This channel is archived.', 'Ask in another channel, or unarchive it first.'],
  missing_scope: [
    'configuration',
    'The Slack app lacks a permission that it needs.',
    'Whoever runs distreview updates the app from manifest.yml and installs it again.',
  ],
  ...each(
    ['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_locked'],
    [
      'configuration',
      'Slack does not let distreview post here: the channel is for some people only.',
      'Ask in another channel.',
    ],
  ),
  ...each(
    ['thread_not_found', 'cannot_reply_to_message'],
    [
      'not-found',
      'The message that this thread hangs on was deleted.',
      'Ask again in the channel; what was found is kept.',
    ],
  ),
  ...each(
    ['token_revoked', 'invalid_auth', 'account_inactive', 'token_expired', 'not_authed'],
    [
      'configuration',
      'Slack does not accept the token of distreview any more.',
      'Whoever runs distreview installs the app again and sets SLACK_BOT_TOKEN.',
    ],
  ),
  ...each(
    ['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'],
    [
      'limit',
      'Slack lets a form open for 3 seconds after a command or a button, and it took longer.',
      'Ask again.',
    ],
  ),
}

function each<Value>(names: readonly string[], value: Value): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, value]))
}

/** What people in the channel can mend becomes a Refusal; everything else stays what it was. */
export function asRefusal(error: unknown): unknown {
  const code = slackCode(error)
  if (code === 'not_in_channel' || code === 'channel_not_found') return new NotAMember({ cause: error })
  const known = code !== null && Object.hasOwn(mendable, code) ? mendable[code] : undefined
  return known ? new Refusal(...known, { cause: error }) : error
}

const closedToUs = new Set(['channel_not_found', 'not_in_channel', 'method_not_supported_for_channel_type'])

/** Why we could not bring ourselves into a channel: a private one is opened by its members alone. */
export function notJoined(error: unknown): unknown {
  const code = slackCode(error)
  if (code === null || !closedToUs.has(code)) return asRefusal(error)
  return new Refusal(
    'configuration',
    'Into a private channel its members alone can bring distreview.',
    'Invite it with /invite @distreview, then ask again.',
    { cause: error },
  )
}

/** Why auth.test failed, for whoever starts the program. */
export function refusedToken(error: unknown): Refusal {
  const where = "Copy the Bot User OAuth Token, xoxb-…, from the app's page OAuth & Permissions."
  return refused(error, 'SLACK_BOT_TOKEN', where)
}

/** Why no socket could be opened, for whoever starts the program. */
export function refusedAppToken(error: unknown): Refusal {
  const where =
    "Make an App-Level Token, xapp-…, with the scope connections:write on the app's page Basic Information, and turn Socket Mode on."
  return refused(error, 'SLACK_APP_TOKEN', where)
}

function refused(error: unknown, setting: string, where: string): Refusal {
  const code = slackCode(error)
  if (code !== null) {
    return new Refusal('configuration', `Slack refuses ${setting} (${code}).`, where, { cause: error })
  }
  const why = error instanceof Error ? error.message : String(error)
  return new Refusal(
    'configuration',
    `Slack could not be reached (${why}).`,
    'Check that this machine may open https connections to slack.com.',
    { cause: error },
  )
}
