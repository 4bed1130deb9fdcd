import type { OpenStudy, Study } from './study.ts'

/** A study that begins before anybody asks for it. */
interface Ahead {
  /** The first call is given that study, later ones begin their own. */
  readonly open: OpenStudy
  /** Ends it where nobody asked for it. */
  close(): Promise<void>
}

/** Begins a study now: its thread loads its code while git fetches. */
export function ahead(open: OpenStudy, signal?: AbortSignal): Ahead {
  let waiting: Study | null = open(signal)
  return {
    open(late) {
      const study = waiting
      waiting = null
      return study ?? open(late)
    },
    async close() {
      await waiting?.close()
      waiting = null
    },
  }
}
