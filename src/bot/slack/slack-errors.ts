import { webApi } from '@slack/bolt'
import { Refusal } from '../../review/refusal.ts'

/** Slack's own name of what it refused, such as `not_in_channel`; null for everything else. */
function slackCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null
}

const spentOpenings = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])

/** What people in the channel can mend becomes a Refusal; everything else stays what it was. */
export function asRefusal(error: unknown): unknown {
  const code = slackCode(error)
  if (code === 'not_in_channel' || code === 'channel_not_found') {
    return new Refusal(
      'configuration',
      'distreview is not a member of this channel.',
      'Invite it with /invite @distreview, then ask again.',
      { cause: error },
    )
  }
  if (code !== null && spentOpenings.has(code)) {
    return new Refusal(
      'limit',
      'Slack lets a form open for 3 seconds after a command or a button, and it took longer.',
      'Ask again.',
      {
        cause: error,
      },
    )
  }
  if (code === 'missing_scope') {
    return new Refusal(
      'configuration',
      'The Slack app lacks a permission that it needs.',
      'Whoever runs distreview updates the app from manifest.yml and installs it again.',
      { cause: error },
    )
  }
  return error
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
