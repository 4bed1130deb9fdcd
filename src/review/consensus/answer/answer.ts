import { z } from 'zod'
import type { Evaluation } from '../evaluation.ts'
import { optionIds } from '../options.ts'
import type { Profile } from '../profile.ts'
import { documentation } from './documentation.ts'
import { metricsFor } from './metrics.ts'
import { migration } from './migration.ts'
import { implementationOf } from './samples/index.ts'
import { elixirPeers, erlangPeers } from './samples/peers.ts'

const Sample = z.object({
  file: z.string(),
  language: z.enum(['elixir', 'erlang', 'sql', 'yaml', 'ini']),
  code: z.string(),
})

/** How to build one option for one use case. */
export const Answer = z.object({
  option: z.enum(optionIds),
  name: z.string(),
  /** False while an open question could make another option the winner. */
  firm: z.boolean(),
  pros: z.array(z.string()),
  cons: z.array(z.string()),
  packages: z.array(z.string()),
  elixir: z.array(Sample),
  erlang: z.array(Sample),
  /** Why one language has no code. */
  missing: z.string().nullable(),
  configuration: z.array(Sample),
  signals: z.array(z.object({ what: z.string(), from: z.string(), alert: z.string() })),
  migration: z.array(z.object({ phase: z.string(), steps: z.array(z.string()), back: z.string() })),
  metrics: z.array(z.string()),
  /** Markdown for the repository: what was decided, on which answers, and what would change it. */
  documentation: z.string(),
})
export type Answer = z.infer<typeof Answer>

/** For the recommended option, or for the one that leads as far as is known; null where nothing is left or nothing is known. */
export function answerFor(evaluation: Evaluation, given: Partial<Profile>): Answer | null {
  const [leading] = evaluation.options
  if (leading === undefined || leading.vetoes.length > 0 || given.data === undefined) return null
  const option = evaluation.options.find(({ id }) => id === evaluation.recommendation) ?? leading
  const { profile } = evaluation
  const { elixir, erlang, missing, packages, configuration, signals, prepare, back } = implementationOf(
    option.id,
    profile.data,
  )
  const { pros, cons } = prosAndCons(option)
  return {
    option: option.id,
    name: option.name,
    firm: evaluation.recommendation !== null,
    pros,
    cons,
    packages: [...packages],
    elixir: withPeers(elixir, { file: 'test/support/peers.ex', language: 'elixir', code: elixirPeers }),
    erlang: withPeers(erlang, { file: 'test/peers.erl', language: 'erlang', code: erlangPeers }),
    missing,
    configuration: [...configuration],
    signals: signals.map((signal) => ({ ...signal })),
    migration: migration(option.name, profile, { prepare, back }),
    metrics: metricsFor(profile),
    documentation: documentation(evaluation, option),
  }
}

/** Contributions as sentences: what speaks for an option and what against it. */
function prosAndCons({ contributions }: Evaluation['options'][number]): {
  pros: string[]
  cons: string[]
} {
  const said = contributions.map(({ dimension, points, why }) => ({
    points,
    text: `${dimension}: ${why} (${points > 0 ? '+' : ''}${points})`,
  }))
  return {
    pros: said.filter(({ points }) => points > 0).map(({ text }) => text),
    cons: said.filter(({ points }) => points <= 0).map(({ text }) => text),
  }
}

/** The nodes for tests, where a test uses them. */
function withPeers(
  samples: readonly z.infer<typeof Sample>[],
  peers: z.infer<typeof Sample>,
): z.infer<typeof Sample>[] {
  return samples.some(({ code }) => /\bPeers\.start|\bpeers:start/.test(code))
    ? [...samples, peers]
    : [...samples]
}
