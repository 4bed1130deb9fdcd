import type { Mend } from '../fixes/rewrite.ts'
import type { Severity, Witness } from '../report.ts'
import type { Program, Site } from '../source/program/program.ts'
import type { EvidenceName } from './evidence.ts'

/** One named reason, with what it was seen in. */
export interface Reason {
  readonly name: EvidenceName
  readonly text: string
  readonly site?: Site
}

/** What a rule says of one place; the pipeline makes a Finding of it. */
export interface Hit {
  readonly site: Site
  /** Same cause at more places: one finding, several locations. */
  readonly also?: readonly Site[]
  readonly severity?: Severity
  readonly reasons: readonly Reason[]
  readonly witness?: Witness
  /** Words for this place; the rule's own stand where they are left out. */
  readonly title?: string
  readonly problem?: string
  readonly failureScenario?: readonly string[]
  readonly fixCode?: string
  /** A shape that is a verdict by itself, although the rule is a candidate otherwise. */
  readonly precise?: true
  /** How this place, its `also` included, is mended where one local edit truly does; left out, the advice stands alone. */
  readonly mend?: Mend
}

/** What a rule found, and what it looked at and found in order. */
export interface Outcome {
  readonly hits: readonly Hit[]
  /** Places that the rule judged; those without a hit hold. */
  readonly examined: readonly Site[]
}

/** A rule is data: one flat object; its fixtures and its page carry its name. */
export interface Rule {
  readonly id: string
  readonly family: string
  readonly severity: Severity
  readonly title: string
  /** What the code does, in general. */
  readonly problem: string
  readonly failureScenario: readonly string[]
  readonly impact: string
  readonly guardsLookedFor: readonly string[]
  readonly fix: {
    readonly summary: string
    readonly elixir: string
    readonly erlang: string
    readonly residualRisk: string | null
  }
  readonly sources: readonly string[]
  /** What is true of the places without a hit: "remote calls have time limits". */
  readonly holds: string
  /** Places of one module that are one finding, where one cause runs through it; else those of one function are. */
  readonly together?: 'module'
  /** The shape alone is no verdict: it is shown to whoever asks for everything and to the expert, and never posted but for its precise hits. */
  readonly candidate?: true
  check(program: Program): Outcome
}

export function defineRule(rule: Rule): Rule {
  return rule
}
