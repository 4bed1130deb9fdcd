/** What a server said: its status, its JSON where it is some, and its headers; or why it could not be asked. */
export type Answer =
  | {
      readonly status: number
      readonly body: unknown
      readonly headers: Headers
    }
  | { readonly unreachable: string }

const patience = 10_000

/**
 * Asks a server once. Errors become a code alone: their words may repeat a header, and with it a token.
 */
export async function askServer(ask: typeof fetch, url: string, init: RequestInit): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(patience)
    const response = await ask(url, { ...init, redirect: 'manual', signal })
    const text = await response.text()
    return { status: response.status, body: jsonOf(text), headers: response.headers }
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: unknown } }
    if (name === 'TimeoutError') return { unreachable: 'no answer in 10 s' }
    return { unreachable: typeof cause?.code === 'string' ? cause.code : name }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
