import type { DataKind } from '../profile.ts'

/** A file of code as it would stand in a project. */
export interface Sample {
  readonly file: string
  readonly language: 'elixir' | 'erlang' | 'sql' | 'yaml' | 'ini'
  readonly code: string
}

/** Something that is measured, by a name that exists. */
interface Signal {
  readonly what: string
  /** The metric, event, query or call that gives it. */
  readonly from: string
  readonly alert: string
}

/** How an option is built; kinds of data that need other code have an entry of their own. */
export interface Implementation {
  /** In order: the code, the schema or settings that it reads, the test. */
  readonly elixir: readonly Sample[]
  readonly erlang: readonly Sample[]
  /** Why one of the two is empty. */
  readonly missing: string | null
  /** Packages and their versions, as they stand in mix.exs and rebar.config. */
  readonly packages: readonly string[]
  readonly configuration: readonly Sample[]
  readonly signals: readonly Signal[]
  /** What must be there before the first write. */
  readonly prepare: string
  /** How the old way is gone back to while both are kept. */
  readonly back: string
}

/** The usual implementation and those for kinds of data that need another. */
export interface Implementations {
  readonly usual: Implementation
  readonly of?: Partial<Record<DataKind, Partial<Implementation>>>
}
