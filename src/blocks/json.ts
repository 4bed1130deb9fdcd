import type { Report } from '../review/report.ts'

/** What JSON.stringify leaves raw although a terminal or an editor would act on it. */
const raw = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * The report itself, the one document that every card is made from: two spaces, a line feed at the end.
 * Characters that cannot be seen are written as \u escapes, so that it can be printed; parsing gives the same report.
 */
export function json(report: Report): string {
  return printable(report)
}

/** Any value as JSON that can be printed. */
export function printable(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(raw, (found) => (found === '\n' ? found : escaped(found)))}\n`
}

function escaped(found: string): string {
  let units = ''
  for (let at = 0; at < found.length; at++) {
    units += `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`
  }
  return units
}
