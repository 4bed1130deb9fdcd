import type { Pass, Passes } from './children/passes.ts'
import type { Run } from './process.ts'
import type { Measured } from './result.ts'
import { median } from './statistics.ts'

interface Time {
  readonly wall: number
  readonly cpu: number | null
}

/** Takes down the rounds of every contender, in the order in which each came first. */
export class Ledger {
  readonly measured = new Map<string, Measured>()

  /** `bytes` of source gone over in a time (seconds), with at most `peak` MiB. */
  add(what: string, bytes: number, { wall, cpu }: Time, peak: number | null): void {
    const known = this.measured.get(what) ?? { what, bytes, rounds: [] }
    known.rounds.push({ seconds: wall, cpu, peak })
    this.measured.set(what, known)
  }

  addRun(what: string, bytes: number, run: Run): void {
    this.add(what, bytes, run, run.peak)
  }

  /** The first pass of a process is cold; the warm ones after it count by their median. */
  addPasses(what: string, { bytes, passes: [cold, ...warm], peak }: Passes): void {
    if (cold) this.add(`${what}, cold`, bytes, cold, peak)
    const middle = (of: keyof Pass) => median(warm.map((pass) => pass[of]))
    if (warm.length > 0) this.add(`${what}, warm`, bytes, { wall: middle('wall'), cpu: middle('cpu') }, null)
  }
}
