/** A form, before any platform's format: what is asked, in order, filled in as far as it is known. */
export type Field =
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly options: readonly Option[]
      /** Left out: it may stay unanswered. */
      readonly required?: boolean
      /** null: not answered. */
      readonly value: string | null
    }
  | {
      readonly kind: 'choices'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly options: readonly Option[]
      readonly value: readonly string[]
    }
  | {
      readonly kind: 'number'
      readonly name: string
      readonly label: string
      readonly hint?: string
      readonly min: number
      readonly max: number
      readonly value: number | null
    }
  | {
      readonly kind: 'text'
      readonly name: string
      readonly label: string
      readonly hint?: string
      /** Several lines; else one. */
      readonly long: boolean
      /** In code points, 1 to 3,000. */
      readonly most: number
      /** Left out: it may stay empty. */
      readonly required?: boolean
      readonly value: string | null
    }

export interface Option {
  readonly value: string
  readonly label: string
}

export interface Form {
  /** Names the form when its answers come back: `evaluate`. */
  readonly name: string
  /** At most 24 characters. */
  readonly title: string
  readonly intro: string
  readonly fields: readonly Field[]
  /** The button's label. */
  readonly submit: string
  /** Comes back with the answers as it is: at most 2,000 characters. */
  readonly context: string
}

/** Answers as they come back: a text for choice, number and text, a list for choices; a field without an answer is absent. */
export type Answers = Readonly<Record<string, string | readonly string[]>>
