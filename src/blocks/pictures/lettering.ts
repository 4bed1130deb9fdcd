import { visible } from '../escape.ts'
import type { Role, Shape, Weight } from './scene.ts'

/** Advance widths of U+0020 to U+007E in Inter, in hundredths of the size: read from the font's hmtx table. */
const advances: Record<Weight, readonly number[]> = {
  regular: [
    28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62,
    29, 30, 66, 66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64,
    65, 74, 69, 99, 68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88,
    59, 60, 61, 61, 38, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66,
  ],
  strong: [
    25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 58, 64, 64,
    32, 33, 67, 67, 67, 54, 100, 73, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65,
    66, 74, 73, 102, 72, 71, 65, 37, 38, 37, 48, 47, 35, 57, 62, 58, 62, 59, 39, 63, 61, 26, 26, 57, 26, 90,
    61, 61, 62, 62, 40, 55, 35, 61, 59, 84, 57, 59, 57, 45, 36, 45, 67,
  ],
}

/** A page may set another face than Inter; the widest that is common is wider by so much. */
const slack: Record<Weight, number> = { regular: 1.06, strong: 1.18 }

/** Longer texts are not laid out; the words that follow the picture have them whole. */
const mostPoints = 700

/** One line of words that a picture can show: nothing unseen, no marks of code, nothing that XML 1.0 cannot hold. */
export function plain(text: string): string {
  return visible(text)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/⟦(U\+[0-9A-F]+)⟧/g, '[$1]')
    .replace(/[\s`]+/g, (gap) => (/\s/.test(gap) ? ' ' : ''))
    .trim()
}

/** The width of a line of text, in the unit of `size`. */
export function measure(text: string, size: number, weight: Weight): number {
  let sum = 0
  for (const letter of text) sum += advance(letter, weight)
  return (sum * size * slack[weight]) / 100
}

function advance(letter: string, weight: Weight): number {
  const point = letter.codePointAt(0) ?? 0
  // Beyond ASCII a guess that is never too narrow by much: ideographs and emoji are as wide as high.
  return advances[weight][point - 32] ?? (point >= 0x1100 ? 100 : 66)
}

/** As much of a text as fits into `width`, with … where something is left out. */
export function shortened(text: string, width: number, size: number, weight: Weight): string {
  if (measure(text, size, weight) <= width) return text
  const room = width - measure('…', size, weight)
  return `${fitting([...text], room, size, weight)
    .join('')
    .trimEnd()}…`
}

/** Lines of at most `width`, broken at spaces, inside a word where it alone is too long; at most `most`, … at the end. */
function wrapped(text: string, width: number, size: number, weight: Weight, most = 12): string[] {
  const points = [...plain(text)]
  const words = points.slice(0, mostPoints).join('').split(' ')
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer, size, weight) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    let rest = [...word]
    while (measure(rest.join(''), size, weight) > width) {
      const head = fitting(rest, width, size, weight)
      lines.push(head.join(''))
      rest = rest.slice(head.length)
    }
    line = rest.join('')
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most && points.length <= mostPoints) return lines
  const last = `${lines[Math.min(most, lines.length) - 1] ?? ''} …`
  return [...lines.slice(0, Math.min(most, lines.length) - 1), shortened(last, width, size, weight)]
}

/** At least one letter, so that a wrap always ends. */
function fitting(letters: readonly string[], width: number, size: number, weight: Weight): string[] {
  let used = 0
  const taken: string[] = []
  for (const letter of letters) {
    used += (advance(letter, weight) * size * slack[weight]) / 100
    if (used > width && taken.length > 0) break
    taken.push(letter)
  }
  return taken
}

/** How a block of words is set. */
export interface Setting {
  readonly x: number
  /** The top of the first line. */
  readonly top: number
  readonly width: number
  readonly size?: number
  readonly weight?: Weight
  readonly fill?: Role
  readonly most?: number
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** Sets words as lines under each other. @returns the shapes and the `bottom` of the last line. */
export function block(text: string, setting: Setting): { shapes: Shape[]; bottom: number } {
  const { x, top, width, size = 14, weight = 'regular', fill = 'ink', most, anchor } = setting
  const leading = Math.round(size * 1.42)
  const lines = wrapped(text, width, size, weight, most)
  const shapes = lines.map((line, at): Shape => {
    const y = top + at * leading + size
    return { kind: 'text', x, y, text: line, size, weight, fill, ...(anchor ? { anchor } : {}) }
  })
  return { shapes, bottom: top + lines.length * leading }
}
