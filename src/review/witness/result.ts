import type { Trace } from '../report.ts'
import type { Search } from './explorer.ts'

type Parameters = Trace['parameters']

/**
 * No bad trace. `none`: the whole model was explored, or the arithmetic excludes one; `none-within-bound`: more
 * states exist than were explored.
 */
export interface NoTrace {
  readonly kind: Trace['kind']
  readonly answer: 'none' | 'none-within-bound'
  readonly parameters: Parameters
  readonly howComputed: string
}

/** What every model answers: the shortest bad trace, or that there is none. */
export type Result = Trace | NoTrace

/** One step of a trace: what happens, in a sentence, and the state after it, in another. */
export interface Happening {
  /** Milliseconds from the start; left out where a trace counts steps. */
  readonly at?: number
  readonly lane: string
  readonly text: string
  readonly after: string
}

/** What a model is called and was given. */
export interface Subject {
  readonly kind: Trace['kind']
  readonly parameters: Parameters
  /** Everybody who may act, in the order in which a timeline shows them. */
  readonly lanes: readonly string[]
}

/** A trace from steps that are known: times in milliseconds where the first step has one. */
export function broken(subject: Subject, happenings: readonly Happening[], howComputed: string): Trace {
  const unit = happenings[0]?.at === undefined ? 'step' : 'ms'
  return {
    kind: subject.kind,
    answer: 'broken',
    parameters: subject.parameters,
    steps: happenings.map(
      ({ at, text, after }) => `${at === undefined ? '' : `${ms(at)}: `}${text} ${after}`,
    ),
    lanes: [...subject.lanes],
    events: happenings.map(({ at, lane, text }, step) => ({ at: at ?? step, lane, text })),
    unit,
    howComputed,
  }
}

export function none({ kind, parameters }: Subject, howComputed: string): NoTrace {
  return { kind, answer: 'none', parameters, howComputed }
}

/** More is not explored: the time grows with the size, and a larger cluster breaks in no new way. */
const mostActors = 50

/** The answer where a size is none, or larger than what is explored; null where it can be. */
export function unexplored({ kind, parameters }: Omit<Subject, 'lanes'>, size: number): NoTrace | null {
  if (Number.isInteger(size) && size >= 1 && size <= mostActors) return null
  const howComputed = `A size of ${size} was not explored: whole numbers from 1 to ${mostActors} are.`
  return { kind, answer: 'none-within-bound', parameters, howComputed }
}

/** The answer of a search in words; `after` says what a state is. */
export function told<S>(subject: Subject, search: Search<S>, after: (state: S) => string): Result {
  const explored = `${search.states} ${search.states === 1 ? 'state' : 'states'}`
  if (search.answer === 'broken') {
    const happenings = search.trace.map(({ lane, text, to }) => ({ lane, text, after: after(to) }))
    return broken(subject, happenings, `Breadth-first over ${explored}: no shorter trace breaks it.`)
  }
  if (search.answer === 'none') return none(subject, `All ${explored} that can be reached were explored.`)
  return {
    kind: subject.kind,
    answer: 'none-within-bound',
    parameters: subject.parameters,
    howComputed: `${explored} were explored, up to the bound of ${search.bound}; more can be reached.`,
  }
}

const grouped = new Intl.NumberFormat('en-US')

/** 30,000 */
export function thousands(n: number): string {
  return grouped.format(n)
}

/** 30,000 ms */
export function ms(time: number): string {
  return `${thousands(time)} ms`
}
