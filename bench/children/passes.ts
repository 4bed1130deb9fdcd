/** One pass: seconds on the clock on the wall, and of processor time of all threads, the collector's included. */
export interface Pass {
  readonly wall: number
  readonly cpu: number
}

/** What a child process prints of reading the corpus several times over. */
export interface Passes {
  readonly bytes: number
  /** The first is cold, the others find compiled code. */
  readonly passes: readonly Pass[]
  /** Largest resident memory after the first pass, in MiB. */
  readonly peak: number
  /** Writing the forms with v8.serialize and reading them back, and the bytes that they take. */
  readonly cache?: { readonly written: Pass; readonly readBack: Pass; readonly size: number }
}

/** How long `work` takes. */
export function timed(work: () => void): Pass {
  const began = performance.now()
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 }
}
