/** Something of ours that broke off on this code; `cause` is the error's name and message, at most 200 characters. */
export interface Failed {
  readonly what: string
  readonly cause: string
}

export function failure(what: string, error: unknown): Failed {
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { what, cause: cause.split('\n', 1).join('').slice(0, 200) }
}

/** The result; where it throws, null, and `failed` says so. An abort goes on. */
export async function attempt<T>(
  what: string,
  failed: Failed[],
  work: () => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (signal?.aborted) throw error
    failed.push(failure(what, error))
    return null
  }
}
