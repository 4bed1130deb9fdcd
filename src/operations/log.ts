import { type DestinationStream, type Logger, pino } from 'pino'

interface LogOptions {
  readonly level: string
  /** Values of settings that no line may hold; those under 6 letters are left alone. */
  readonly secrets: readonly string[]
  readonly destination: DestinationStream
  /** The request that is being worked on. */
  readonly request: () => string | undefined
}

/** What looks like a token wherever it comes from: Slack's, the model's, a forge's, and a password in an address. */
const tokens =
  /\bx(?:ox[a-z]|app)-[\w-]{6,}|\bsk-[\w-]{16,}|\bgh[a-z]_\w{16,}|\bglpat-[\w-]{16,}|(?<=:\/\/)[^\s/@"\\]+(?=@)/g
const hidden = '(hidden)'
const shortest = 6
/** What people wrote stands behind this word in an error of a query. */
const params = /\nparams: [\s\S]*?(?=\n {4}at |$)/g

/**
 * JSON lines that carry the request which they are about, and neither tokens nor what people wrote. Of an error the
 * type, the code, the words and the stack are kept, and nothing else that hangs on it: a request with its headers,
 * the row that the database refused.
 */
export function createLog({ level, secrets, destination, request }: LogOptions): Logger {
  const known = secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [secret, inJson(secret)])
  const clean = (line: string) => {
    let shown = line
    for (const secret of known) shown = shown.replaceAll(secret, hidden)
    return shown.replace(tokens, hidden)
  }
  return pino(
    {
      level,
      mixin: () => {
        const id = request()
        return id === undefined ? {} : { request: id }
      },
      serializers: { err: (error: unknown) => shortError(error) },
      hooks: { streamWrite: clean },
    },
    destination,
  )
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function shortError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : String(error)
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: error.message.replace(params, ''),
    stack: (error.stack ?? '').replace(params, ''),
    ...(cause instanceof Error && depth < 3 ? { cause: shortError(cause, depth + 1) } : {}),
  }
}
