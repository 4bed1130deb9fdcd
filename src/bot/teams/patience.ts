/** What Teams asks to be tried again. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const passing = new Set([412, 429, 502, 503, 504])
const attempts = 4
/** Milliseconds; a longer wait helps nobody who watches a thread. */
const longestWait = 60_000

/**
 * Sends, and sends again where Teams says that it is busy: after what Retry-After says, else after 1, 2 and 4 s.
 * Rejects with the last error.
 */
export async function withPatience<Answer>(
  send: () => Promise<Answer>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      const wait = retryAfter(error) ?? 1_000 * 2 ** (attempt - 1)
      if (attempt === attempts || !passing.has(statusOf(error) ?? 0) || wait > longestWait) throw error
      await pause(wait)
    }
  }
}

/** The HTTP status that an error of the connector stands for; null where Teams did not answer. */
export function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null
  return typeof error.statusCode === 'number' ? error.statusCode : null
}

interface Answered {
  readonly response?: { readonly headers?: { get?(name: string): string | undefined } }
}

/** Milliseconds. */
function retryAfter(error: unknown): number | null {
  const said = (error as Answered).response?.headers?.get?.('retry-after')
  const seconds = said === undefined ? Number.NaN : Number(said)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}
