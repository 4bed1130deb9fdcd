import fc from 'fast-check'
import type { Language } from '../../src/review/source/form.ts'
import { type Random, seeded } from '../random.ts'
import type { Corpus } from './corpus.ts'
import { mutated } from './mutation.ts'
import { nested } from './nested.ts'
import { type Broken, broken } from './promises.ts'
import { smallest } from './smallest.ts'
import { soup } from './soup.ts'

interface Failure {
  readonly language: Language
  readonly broken: Broken
  /** As small as it got; latin1. */
  readonly input: string
  /** How many inputs broke the same promise in the same way. */
  times: number
}

export interface Fuzzed {
  readonly inputs: number
  readonly bytes: number
  /** Milliseconds of the slowest input. */
  readonly slowest: number
  readonly failures: readonly Failure[]
}

type Check = (language: Language, text: string) => Broken | null

interface Options {
  /** What is promised of an input; left out: what the parsers promise. */
  readonly check?: Check
  /** Told now and then how many inputs were read. */
  readonly progress?: (done: number) => void
}

/** Inputs of one language that are made together. */
const batch = 100

/**
 * Reads `runs` inputs that `seed` decides, in both languages by turns: half are files of the corpus with changes made
 * to their bytes, the others tokens in any order and nested code, some of it changed as well. Each way to break a
 * promise is reported once, with an input made as small as it gets.
 */
export function fuzz(corpus: Corpus, runs: number, seed: number, options: Options = {}): Fuzzed {
  const { check = broken, progress } = options
  const failures = new Map<string, Failure>()
  let bytes = 0
  let slowest = 0
  let inputs = 0
  for (let round = 0; inputs < runs; round++) {
    const language = round % 2 === 0 ? 'elixir' : 'erlang'
    for (const text of made(corpus[language], language, seed + round).slice(0, runs - inputs)) {
      inputs++
      bytes += text.length
      const began = performance.now()
      const found = check(language, text)
      slowest = Math.max(slowest, performance.now() - began)
      if (found) note(failures, language, found, text, check)
    }
    progress?.(inputs)
  }
  return { inputs, bytes, slowest, failures: [...failures.values()] }
}

function made(corpus: readonly string[], language: Language, seed: number): string[] {
  const random = seeded(seed)
  const sample = (arbitrary: fc.Arbitrary<string>) => fc.sample(arbitrary, { seed, numRuns: batch / 4 })
  const changed = Array.from({ length: batch / 2 }, () => mutated(corpus, random))
  return [
    ...changed,
    ...sample(soup(language)),
    ...sample(nested(language)).map((text) => half(text, random)),
  ]
}

function half(text: string, random: Random): string {
  return random.below(2) === 0 ? text : mutated([text], random)
}

function note(
  failures: Map<string, Failure>,
  language: Language,
  found: Broken,
  text: string,
  check: Check,
): void {
  const key = `${language} ${found.kind}`
  const known = failures.get(key)
  if (known) known.times++
  else {
    const same = (shorter: string) => check(language, shorter)?.kind === found.kind
    // What takes long is not read thousands of times again.
    const input = found.kind === 'hangs' || found.kind === 'slow' ? text : smallest(text, same)
    failures.set(key, { language, broken: check(language, input) ?? found, input, times: 1 })
  }
}
