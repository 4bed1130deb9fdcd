/**
 * A card is what people look at, before any platform's format: words and their order, once for all.
 * Text is data: each format escapes it (never the caller). Nothing here is markup.
 */
export type Run =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: boolean }
  /** A name, path or expression of the code, set as code. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

export type Line = readonly Run[]

/** What a click says back: `action` names it, `value` is its argument (at most 2,000 characters). */
export interface Button {
  readonly label: string
  readonly action: string
  readonly value: string
  readonly style?: 'primary' | 'danger'
}

/** Where a platform has a picture: a file of Slack, or an address that a client loads. */
export type Shown =
  | { readonly kind: 'file'; readonly id: string }
  | { readonly kind: 'address'; readonly url: string }

export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: 'elixir' | 'erlang' | 'diff' | 'text' }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  /** Small print: coverage, duration, sources. */
  | { readonly kind: 'footnote'; readonly line: Line }
  /** `alt` says what is seen on it. */
  | { readonly kind: 'picture'; readonly shown: Shown; readonly alt: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }

export interface Card {
  /** One plain sentence that stands for the card in notifications and to screen readers. */
  readonly summary: string
  readonly severity?: 'critical' | 'important' | 'minor'
  readonly parts: readonly Part[]
}
