import type { ExpertRun } from '../report.ts'
import type { Ran } from './exchange.ts'

/** A run in which nobody was asked. */
export function nothingRun(model: string): ExpertRun {
  return {
    model,
    turns: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    submitted: 0,
    dropped: [],
    refuted: [],
    sections: [],
    stoppedBy: null,
    note: null,
  }
}

/** Two exchanges of one run: what they cost together, and why the first that ended early did. */
export function added(first: Ran, second: Ran | null, model: string): Ran {
  if (second === null) return first
  const notes = [first.note, second.note].filter((note) => note !== null)
  return {
    model,
    turns: first.turns + second.turns,
    inputTokens: first.inputTokens + second.inputTokens,
    cachedTokens: first.cachedTokens + second.cachedTokens,
    outputTokens: first.outputTokens + second.outputTokens,
    costUsd: first.costUsd + second.costUsd,
    stoppedBy: first.stoppedBy ?? second.stoppedBy,
    note: [...new Set(notes)].join(' ') || null,
  }
}
