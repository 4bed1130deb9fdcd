/**
 * The part of the Adaptive Card schema, version 1.5, that is used here. Text stands in TextRun alone, which no client
 * reads as Markdown; TextBlock would. https://adaptivecards.io/explorer
 */
export interface TextRun {
  readonly type: 'TextRun'
  readonly text: string
  readonly weight?: 'Bolder'
  readonly size?: 'Small' | 'Medium'
  readonly color?: 'Attention'
  readonly isSubtle?: true
  readonly fontType?: 'Monospace'
  readonly selectAction?: { readonly type: 'Action.OpenUrl'; readonly url: string }
}

export interface RichTextBlock {
  readonly type: 'RichTextBlock'
  readonly inlines: readonly TextRun[]
  readonly spacing?: 'None' | 'Small'
}

/** What is pressed comes back as `verb` and `data`, with the values of the card's inputs in `data`. */
export interface Execute {
  readonly type: 'Action.Execute'
  readonly title: string
  readonly verb: string
  readonly data: Readonly<Record<string, unknown>>
  readonly style?: 'positive' | 'destructive'
}

export interface TableRow {
  readonly type: 'TableRow'
  readonly cells: readonly { readonly type: 'TableCell'; readonly items: readonly RichTextBlock[] }[]
}

export interface Choice {
  readonly title: string
  readonly value: string
}

export type Input =
  | {
      readonly type: 'Input.ChoiceSet'
      readonly id: string
      readonly label: string
      readonly style: 'compact' | 'expanded'
      readonly isMultiSelect: boolean
      readonly choices: readonly Choice[]
      readonly value?: string
      readonly placeholder?: string
    }
  | {
      readonly type: 'Input.Number'
      readonly id: string
      readonly label: string
      readonly min: number
      readonly max: number
      readonly value?: number
      readonly placeholder: string
    }
  | {
      readonly type: 'Input.Text'
      readonly id: string
      readonly label: string
      readonly isMultiline: boolean
      readonly maxLength: number
      readonly isRequired?: true
      readonly errorMessage?: string
      readonly value?: string
    }

export type Element =
  | RichTextBlock
  | { readonly type: 'Container'; readonly style: 'emphasis'; readonly items: readonly RichTextBlock[] }
  | {
      readonly type: 'Table'
      readonly firstRowAsHeader: true
      readonly columns: readonly { readonly width: number }[]
      readonly rows: readonly TableRow[]
    }
  | { readonly type: 'Image'; readonly url: string; readonly altText: string; readonly size: 'Stretch' }
  | { readonly type: 'ActionSet'; readonly actions: readonly Execute[] }
  | Input

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard'
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json'
  readonly version: '1.5'
  /** What a client shows that cannot show the card. */
  readonly fallbackText: string
  /** As wide as the conversation, so that lines of code fit. */
  readonly msteams: { readonly width: 'Full' }
  readonly body: readonly Element[]
}
