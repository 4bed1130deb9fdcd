/** What went wrong, as a program may test it; the sentence is for people only. */
export type RefusalCode =
  | 'usage' // the words or options could not be read
  | 'repository' // the repository cannot be opened, or may not be
  | 'ref' // no such branch, tag or commit
  | 'path' // no such path at that commit
  | 'nothing-to-review' // the path holds no Elixir or Erlang
  | 'configuration' // a setting is missing or wrong
  | 'limit' // a limit on size or time was met
  | 'not-found' // what a button or reply speaks of is gone
  | 'not-allowed' // this person may not
  | 'not-understood' // a question that no reader of ours understands

/**
 * The one error that people see: one sentence that says what is wrong, one that says what to do.
 * Everything else that is thrown is a defect and is logged, never shown.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** What to do now, as a sentence. */
  readonly next: string

  constructor(code: RefusalCode, problem: string, next: string, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'Refusal'
    this.code = code
    this.next = next
  }

  /** Problem and next step in one line, as every surface prints it. */
  get sentence(): string {
    return `${this.message} ${this.next}`
  }
}
