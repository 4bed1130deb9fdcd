import { webApi } from '@slack/bolt'
import { Refusal } from '../../review/refusal.ts'

/** Slack's own name of what it refused, such as `not_in_channel`; null for everything else. */
function slackCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null
}

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
  const code = slackCode(error)
  if (code !== null) {
    return new Refusal(
      'configuration',
      `Slack refuses SLACK_BOT_TOKEN (${code}).`,
      "Copy the Bot User OAuth Token, xoxb-…, from the app's page OAuth & Permissions.",
      { cause: error },
    )
  }
  const why = error instanceof Error ? error.message : String(error)
  return new Refusal(
    'configuration',
    `Slack could not be reached (${why}).`,
    'Check that this machine may open https connections to slack.com.',
    { cause: error },
  )
}
