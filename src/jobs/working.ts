import { AsyncLocalStorage } from 'node:async_hooks'

const working = new AsyncLocalStorage<string>()

/** Runs work under its id, which its log lines then carry. */
export function underId<Done>(work: string, run: () => Promise<Done>): Promise<Done> {
  return working.run(work, run)
}

/** The id of the request, or of the scheduled run, that is being worked on here; undefined outside of any. */
export function workingOn(): string | undefined {
  return working.getStore()
}
