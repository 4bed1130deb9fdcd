import { Refusal } from '../../review/refusal.ts'
import { statusOf } from './patience.ts'

/** What people can mend becomes a Refusal; everything else stays what it was. */
export function asRefusal(error: unknown): unknown {
  switch (statusOf(error)) {
    case 401:
      return new Refusal(
        'configuration',
        'Teams refuses the credentials of distreview.',
        'Whoever runs it checks TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID and TEAMS_APP_TYPE.',
        { cause: error },
      )
    case 403:
      return new Refusal(
        'configuration',
        'distreview may not speak in this conversation of Teams.',
        'Add its app to the team or chat, then ask again.',
        { cause: error },
      )
    case 404:
      return new Refusal(
        'not-found',
        'That conversation or message is not in Teams any more.',
        'Ask again in a new post.',
        { cause: error },
      )
    default:
      return error
  }
}

export function notListening(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error
  const problem = code === 'EACCES' ? 'may not be opened by this user' : 'is taken by another program'
  return new Refusal(
    'configuration',
    `Port ${port} for Teams ${problem}.`,
    'Set TEAMS_PORT to a free one above 1023, and hand /api/messages to it.',
    { cause: error },
  )
}
