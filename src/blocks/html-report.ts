import { html } from 'hono/html'
import type { Report } from '../review/report.ts'
import type { Choice } from './cards/order.ts'
import { prose } from './cards/runs.ts'
import type { Section } from './document/document.ts'
import { wholeReport } from './document/whole.ts'
import { blocks } from './html/blocks.ts'
import { type Html, letters, span } from './html/spans.ts'
import { style } from './html/style.ts'

/**
 * The whole report as one HTML file: style and pictures are in it, it needs no script and loads nothing, and it prints.
 * Its depth says how much. Every text is escaped; links go to the forge and to sources, in the reader's own browser.
 */
export function htmlReport(report: Report, choice: Choice = {}): string {
  const { title, subtitle, opening, sections } = wholeReport(report, choice)
  const contents = sections.map(({ id, title: name }) => html`<li><a href="#${id}">${letters(name)}</a></li>`)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${letters(title)}</title>
${style}
</head>
<body>
<header>
<h1>${letters(title)}</h1>
<p class="subtitle">${subtitle.map(span)}</p>
</header>
<main>
<section class="opening">${blocks(opening)}</section>
${sections.map((each) => sectionOf(each, 2))}
</main>
<nav aria-label="Contents"><ol>${contents}</ol></nav>
</body>
</html>
`
  return String(page)
}

function sectionOf({ id, title, severity, blocks: content, sections }: Section, level: number): Html {
  const inside = html`${headingOf(title, level)}${blocks(content)}${sections.map((each) => sectionOf(each, level + 1))}`
  return html`<section id="${id}" class="level-${level} ${severity ?? ''}">${inside}</section>`
}

function headingOf(title: string, level: number): Html {
  const words = prose(title).map(span)
  if (level === 2) return html`<h2>${words}</h2>`
  return level === 3 ? html`<h3>${words}</h3>` : html`<h4>${words}</h4>`
}
