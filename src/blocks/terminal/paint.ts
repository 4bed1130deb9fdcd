export type Style = 'plain' | 'strong' | 'faint' | 'code' | 'critical' | 'important' | 'minor'

/** Select Graphic Rendition parameters, ECMA-48 §8.3.117. */
const rendition: Record<Style, string> = {
  plain: '',
  strong: '1',
  faint: '2',
  code: '36',
  critical: '1;31',
  important: '1;33',
  minor: '1',
}

/** The text in a style, or as it is without colours. The text holds no control character. */
export function paint(text: string, style: Style, color: boolean): string {
  const parameters = rendition[style]
  return !color || parameters === '' || text === '' ? text : `\u001b[${parameters}m${text}\u001b[0m`
}

/** Columns that a text takes: marks take none, wide East Asian letters and pictures two. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const point of text) {
    if (/^\p{M}$/u.test(point)) continue
    columns += wide.test(point) ? 2 : 1
  }
  return columns
}

const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u
