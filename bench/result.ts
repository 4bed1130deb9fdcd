import { median } from './statistics.ts'

/** The rounds of one contender over one set of files. */
export interface Measured {
  readonly what: string
  /** Bytes of source that it went over. */
  readonly bytes: number
  readonly rounds: { readonly seconds: number; readonly cpu: number | null; readonly peak: number | null }[]
}

/** Two contenders over the same files. */
export interface Ratio {
  readonly what: string
  readonly value: number
  /** What is wanted of it, in words. */
  readonly goal: string
}

export interface BenchResult {
  readonly corpus: { readonly files: number; readonly bytes: number; readonly elixirBytes: number }
  readonly rounds: number
  readonly measured: readonly Measured[]
  readonly ratios: readonly Ratio[]
  /** Why something was not measured. */
  readonly notes: readonly string[]
}

/** Medians of the rounds: seconds, seconds of processor time, MiB; null where they were not told. */
export function medians({ rounds }: Measured) {
  const told = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const cpu = told(rounds.map((round) => round.cpu))
  const peak = told(rounds.map((round) => round.peak))
  return {
    seconds: median(rounds.map(({ seconds }) => seconds)),
    cpu: cpu.length === 0 ? null : median(cpu),
    peak: peak.length === 0 ? null : median(peak),
  }
}

/** The result as a table for people. */
export function table({ corpus, rounds, measured, ratios, notes }: BenchResult): string {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1)
  const lines = [
    `${corpus.files.toLocaleString('en')} files, ${mb(corpus.bytes)} MB, of which Elixir ${mb(corpus.elixirBytes)} MB; medians of ${rounds} rounds`,
    '',
    `${'      MB'} ${'seconds'.padStart(9)} ${'cpu s'.padStart(8)} ${'MB/s'.padStart(8)} ${'peak MiB'.padStart(9)}`,
  ]
  for (const one of measured) {
    const { seconds, cpu, peak } = medians(one)
    const cells = [
      mb(one.bytes).padStart(8),
      seconds.toFixed(3).padStart(9),
      (cpu?.toFixed(2) ?? '-').padStart(8),
      (one.bytes / 1e6 / seconds).toFixed(1).padStart(8),
      (peak?.toFixed(0) ?? '-').padStart(9),
    ]
    lines.push(`${cells.join(' ')}  ${one.what}`)
  }
  lines.push('')
  for (const { what, value, goal } of ratios) lines.push(`${value.toFixed(2).padStart(8)}  ${what} (${goal})`)
  for (const note of notes) lines.push(`          ${note}`)
  return `${lines.join('\n')}\n`
}
