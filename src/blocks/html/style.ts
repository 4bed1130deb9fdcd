import { raw } from 'hono/html'

/** The style of the page, light and dark, on paper and on a screen of 320 pixels. Nothing of a report goes into it. */
export const style = raw(`<style>
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --sheet: #ffffff; --tint: #f1f4f4; --ink: #1d2327; --hush: #5c666d; --line: #dcd9d2;
  --accent: #1f5a70; --danger: #a3262a; --warning: #80540a; --good: #2a6640; --onStrong: #ffffff;
  --code: #f5f4f1; --added: #e3f1e6; --gone: #f9e6e6;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b; --sheet: #1b2024; --tint: #262d32; --ink: #e3e6e8; --hush: #a3adb5; --line: #353d43;
    --accent: #7fc1d6; --danger: #f0888b; --warning: #e0b35c; --good: #86c79b; --onStrong: #12171a;
    --code: #101417; --added: #17301f; --gone: #3a1c1e;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 50rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, ol, dl, pre, table, figure { margin: 0 0 0.8rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin-bottom: 0.3rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; margin-top: 2.6rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.08rem; line-height: 1.35; margin-top: 1.9rem; }
h4 { font-size: 0.8rem; letter-spacing: 0.05em; text-transform: uppercase; color: var(--hush); margin: 1.3rem 0 0.4rem; }
.subtitle, .small { color: var(--hush); font-size: 0.86rem; }
.small { margin-bottom: 0.45rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
code { font: 0.88em/1.5 var(--mono); background: var(--code); border-radius: 3px; padding: 0.08em 0.28em; direction: ltr; unicode-bidi: isolate; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 0.9rem; overflow-x: auto; }
pre code { background: none; padding: 0; font-size: 0.82rem; overflow-wrap: normal; display: block; width: max-content; min-width: 100%; }
ins, del { text-decoration: none; display: inline-block; min-width: 100%; }
ins { background: var(--added); }
del { background: var(--gone); }
ul, ol { padding-left: 1.35rem; }
li { margin: 0.2rem 0; padding-left: 0.1rem; }
dl { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0.35rem 1rem; }
dt { color: var(--hush); }
dd { margin: 0; min-width: 0; }
figure { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; background: var(--sheet); }
figure svg { display: block; width: 100%; height: auto; }
figure.narrow { display: none; }
.opening { margin-top: 1.1rem; }
.tallies { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; }
.tallies li { margin: 0; padding: 0.45rem 0.8rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); font-size: 0.88rem; }
.tallies b { display: block; font-size: 1.3rem; line-height: 1.2; }
.tallies .critical b, .critical > h3 { color: var(--danger); }
.tallies .important b, .important > h3 { color: var(--warning); }
.leads { list-style: none; padding: 0; }
.leads li { padding: 0.5rem 0; border-top: 1px solid var(--line); margin: 0; }
.leads li:only-child { border: 0; padding: 0; }
.leads li:last-child { padding-bottom: 0.2rem; }
.level-3.critical, .level-3.important, .level-3.minor { border-left: 3px solid var(--hush); padding-left: 1rem; margin-top: 1.9rem; }
.level-3.critical { border-color: var(--danger); }
.level-3.important { border-color: var(--warning); }
.level-3.critical > h3, .level-3.important > h3, .level-3.minor > h3 { margin-top: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.86rem; }
th { text-align: left; color: var(--hush); font-weight: 600; }
th, td { padding: 0.45rem 0.7rem 0.45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { min-width: 1.8rem; }
th, td { overflow-wrap: break-word; }
td code, td a { overflow-wrap: anywhere; }
.table { overflow-x: auto; margin-bottom: 0.8rem; }
.table table { margin: 0; }
nav { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.88rem; }
nav ol { list-style: none; padding: 0; }
nav a { color: var(--hush); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
@media screen and (min-width: 72rem) {
  body { max-width: 66rem; display: grid; grid-template-columns: 12rem minmax(0, 50rem); column-gap: 3.5rem; padding-top: 2.5rem; }
  header { grid-column: 2; }
  main { grid-column: 2; grid-row: 2; }
  nav { grid-column: 1; grid-row: 1 / span 2; border: 0; margin: 0; padding: 0.4rem 0 0; position: sticky; top: 2.5rem; align-self: start; }
}
@media (max-width: 40rem) {
  figure.wide { display: none; }
  figure.narrow { display: block; }
  h1 { font-size: 1.35rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  .tallies li { padding: 0.35rem 0.6rem; }
  .level-3.critical, .level-3.important, .level-3.minor { padding-left: 0.7rem; }
  thead { display: none; }
  table, tbody, tr, td { display: block; overflow-wrap: anywhere; }
  tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  td { border: 0; padding: 0.1rem 0; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0.5rem; }
  td > span { min-width: 0; }
  td::before { content: attr(data-head); color: var(--hush); }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { max-width: none; padding: 0; background: none; font-size: 10.5pt; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  h2 { margin-top: 1.6rem; }
  figure, tr, .tallies, .leads li { break-inside: avoid; }
  pre, .table { overflow: visible; break-inside: auto; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; width: auto; }
  thead { display: table-header-group; }
}
</style>`)
