/** A file or a rule took longer than its limit; the study is lost, and can be begun again without it. */
export class TooSlow extends Error {
  readonly kind: 'file' | 'rule'
  /** Path of the file, or id of the rule. */
  readonly subject: string
  /** Seconds that were allowed. */
  readonly seconds: number

  constructor(kind: 'file' | 'rule', subject: string, seconds: number) {
    super(`${kind} ${subject} took longer than ${seconds} s`)
    this.name = 'TooSlow'
    this.kind = kind
    this.subject = subject
    this.seconds = seconds
  }
}
