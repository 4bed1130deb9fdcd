import { html, raw } from 'hono/html'
import type { Block, Words } from '../document/document.ts'
import { ofThePage } from '../pictures/palettes.ts'
import type { Picture } from '../pictures/scene.ts'
import { svg } from '../pictures/svg.ts'
import { type Html, letters, span } from './spans.ts'

/** Widths at which pictures are drawn, in pixels: the page shows the one that fits. */
const widths = { wide: 760, narrow: 300 } as const

export function blocks(all: readonly Block[]): Html[] {
  return all.map(block)
}

function block(given: Block): Html {
  switch (given.kind) {
    case 'line':
      return html`<p>${given.line.map(span)}</p>`
    case 'footnote':
      return html`<p class="small">${given.line.map(span)}</p>`
    case 'list': {
      const items = given.items.map((item) => html`<li>${item.map(span)}</li>`)
      return given.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    case 'code':
      return html`<pre><code>${letters(given.text)}</code></pre>`
    case 'source':
      return given.language === 'diff'
        ? diff(given.text)
        : html`<pre><code>${letters(given.text)}</code></pre>`
    case 'figure':
      return figure(given.picture)
    case 'table':
      return table(
        given.head,
        given.rows.map((row) => row.map((cell): Words => [{ kind: 'text', text: cell }])),
      )
    case 'grid':
      return table(given.head, given.rows)
    case 'facts': {
      const facts = given.facts.map(
        ([name, value]) => html`<dt>${letters(name)}</dt><dd>${value.map(span)}</dd>`,
      )
      return html`<dl>${facts}</dl>`
    }
    case 'tallies': {
      const tallies = given.tallies.map(
        ({ count, word, severity }) =>
          html`<li class="${severity ?? 'plain'}"><b>${letters(count)}</b> ${letters(word)}</li>`,
      )
      return html`<ul class="tallies">${tallies}</ul>`
    }
    case 'leads':
      return html`<ul class="leads">${given.leads.map((lead) => html`<li>${lead.map(span)}</li>`)}</ul>`
  }
}

/** The same picture for a wide and a narrow page; the style shows one of them, and readers hear one of them. */
function figure(picture: Picture): Html {
  const drawn = (width: number) => raw(svg(picture, { width, palette: ofThePage }))
  return html`<figure class="wide">${drawn(widths.wide)}</figure><figure class="narrow">${drawn(widths.narrow)}</figure>`
}

/** Each cell names its column, which stands over it where the page is too narrow for columns. */
function table(head: readonly string[], rows: readonly (readonly Words[])[]): Html {
  const heads = head.map((cell) => html`<th scope="col">${letters(cell)}</th>`)
  const cells = (row: readonly Words[]) =>
    row.map(
      (cell, at) => html`<td data-head="${letters(head[at] ?? '')}"><span>${cell.map(span)}</span></td>`,
    )
  const body = rows.map((row) => html`<tr>${cells(row)}</tr>`)
  return html`<div class="table"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Lines that go and come have a colour besides their sign. */
function diff(text: string): Html {
  const lines = letters(text).replace(/\n$/, '').split('\n')
  const marked = lines.map((line) => {
    if (/^(\+\+\+|---) /.test(line)) return html`${line}${'\n'}`
    if (line.startsWith('+')) return html`<ins>${line}</ins>${'\n'}`
    if (line.startsWith('-')) return html`<del>${line}</del>${'\n'}`
    return html`${line}${'\n'}`
  })
  return html`<pre class="diff"><code>${marked}</code></pre>`
}
