import { html } from 'hono/html'
import type { Span } from '../document/document.ts'
import { visible, webAddress } from '../escape.ts'

/** Escaped markup, as hono makes it. */
export type Html = ReturnType<typeof html>

/** Words that HTML can hold, with what is unseen made visible; the template escapes them. */
export function letters(text: string): string {
  return visible(text).replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
}

/** A run as markup. A link that a browser may not open is words. */
export function span(run: Span): Html {
  const words = letters(run.text)
  switch (run.kind) {
    case 'text':
      return run.strong ? html`<strong>${words}</strong>` : html`${words}`
    case 'code':
      return html`<code>${words}</code>`
    case 'jump':
      return html`<a href="#${run.to}">${words}</a>`
    case 'link': {
      const url = webAddress(run.url)
      if (url === null) return html`${words === '' ? letters(run.url) : `${words} (${letters(run.url)})`}`
      return html`<a href="${url}" rel="noopener noreferrer">${words === '' ? url : words}</a>`
    }
  }
}
