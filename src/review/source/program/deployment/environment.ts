import type { PathClass } from '../path-class.ts'

/** Where a fact holds. `unknown`: the path does not say, or it is a stage between (staging, preview). */
export type Environment = 'production' | 'development' | 'test' | 'unknown'

const testing = new Set(
  'test tests testing eunit spec ci ct e2e smoke itest integration bench benchmark benchmarks selenium fixtures'.split(
    ' ',
  ),
)
const developing = new Set(
  'dev develop development local override example examples sample samples demo demos devcontainer tutorial contrib playground'.split(
    ' ',
  ),
)
const between = new Set('staging stage qa uat preview canary review'.split(' '))
const producing = new Set('prod production live'.split(' '))

/** What a file describes as far as its path says; `otherwise` where no part of the path is such a word. */
export function environmentOf(
  file: { readonly path: string; readonly pathClass: PathClass },
  otherwise: Environment,
): Environment {
  // `dev1` and `dev2` are two of one kind.
  const words = file.path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
  if (words.some((word) => testing.has(word))) return 'test'
  if (words.some((word) => developing.has(word))) return 'development'
  if (words.some((word) => producing.has(word))) return 'production'
  if (words.some((word) => between.has(word))) return 'unknown'
  if (file.pathClass === 'test') return 'test'
  return file.pathClass === 'vendored' ? 'unknown' : otherwise
}
