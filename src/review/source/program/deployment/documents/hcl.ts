import type { Site, SourceFile } from '../../program.ts'
import { decoded, type Placed, siteAt } from '../placed.ts'

/** A block of HCL (Terraform, Nomad): `resource "type" "name" { … }`. */
export interface HclBlock {
  readonly type: string
  readonly labels: readonly string[]
  /** Attributes whose value is a literal. */
  readonly attributes: ReadonlyMap<string, Placed<string | number | boolean>>
  /** Names of the attributes whose value is computed. */
  readonly computed: ReadonlySet<string>
  readonly blocks: readonly HclBlock[]
  /** The block's heading, without its body. */
  readonly site: Site
}

interface Cursor {
  readonly file: SourceFile
  at: number
}

const space = /(?:\s+|#[^\n]*|\/\/[^\n]*)+/y
const identifier = /[A-Za-z_][\w-]*/y
/** Bounded, so that a long line of quotes without an end costs no more than its length. */
const text = /"((?:[^"\\\n]|\\.){0,4000})"/y
/** A literal that ends its line or block. */
const literal = /(-?\d+(?:\.\d+)?|true|false|"(?:[^"\\\n]|\\.){0,4000}")(?=[ \t]*(?:,|\}|#|\/[/*]|\r?\n|$))/y
const maxDepth = 100

/** The blocks of a file and their literal attributes; nothing is evaluated. What is not understood is passed over. */
export function readHcl(file: SourceFile): readonly HclBlock[] {
  return body({ file, at: 0 }, 0).blocks
}

function body(cursor: Cursor, depth: number): Pick<HclBlock, 'attributes' | 'computed' | 'blocks'> {
  const attributes = new Map<string, Placed<string | number | boolean>>()
  const computed = new Set<string>()
  const blocks: HclBlock[] = []
  const source = cursor.file.text
  while (cursor.at < source.length) {
    skipSpace(cursor)
    if (source[cursor.at] === '}') {
      cursor.at++
      break
    }
    const start = cursor.at
    const name = match(cursor, identifier)?.[0]
    if (name === undefined) {
      skipOne(cursor)
      continue
    }
    const labels: string[] = []
    match(cursor, space)
    for (let label = match(cursor, text); label; label = match(cursor, text)) {
      labels.push(decoded(label[1] ?? ''))
      match(cursor, space)
    }
    const next = source[cursor.at]
    if (next === '{') {
      const site = siteAt(cursor.file, start, cursor.at)
      cursor.at++
      if (depth < maxDepth) blocks.push({ type: name, labels, ...body(cursor, depth + 1), site })
      else skipValue(cursor)
    } else if (next === '=') {
      cursor.at++
      match(cursor, /[ \t]*/y)
      const value = match(cursor, literal)?.[1]
      if (value !== undefined && !value.includes('${'))
        attributes.set(name, { value: literalOf(value), site: siteAt(cursor.file, start, cursor.at) })
      else {
        computed.add(name)
        skipValue(cursor)
      }
    }
  }
  return { attributes, computed, blocks }
}

function literalOf(source: string): string | number | boolean {
  if (source === 'true' || source === 'false') return source === 'true'
  return source.startsWith('"') ? decoded(source.slice(1, -1).replace(/\\(["\\])/g, '$1')) : Number(source)
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.file.text)
  if (found) cursor.at = pattern.lastIndex
  return found
}

function skipSpace(cursor: Cursor): void {
  do match(cursor, space)
  while (skipComment(cursor))
}

function skipComment(cursor: Cursor): boolean {
  if (!cursor.file.text.startsWith('/*', cursor.at)) return false
  const end = cursor.file.text.indexOf('*/', cursor.at + 2)
  cursor.at = end < 0 ? cursor.file.text.length : end + 2
  return true
}

/** Past one character that begins nothing known, or one string. */
function skipOne(cursor: Cursor): void {
  if (!match(cursor, text)) cursor.at++
}

/** Past an expression: to the end of its line, outside brackets, strings and heredocs. */
function skipValue(cursor: Cursor): void {
  const source = cursor.file.text
  let depth = 0
  while (cursor.at < source.length) {
    const char = source[cursor.at] as string
    if (char === '"' || char === '#' || char === '/') {
      if (!match(cursor, text) && !match(cursor, /#[^\n]*|\/\/[^\n]*/y) && !skipComment(cursor)) cursor.at++
      continue
    }
    if (char === '<') {
      const heredoc = match(cursor, /<<[-~]?(\w+)[^\n]*\n/y)
      if (heredoc) {
        const end = new RegExp(`^[ \\t]*${heredoc[1]}[ \\t]*$`, 'm')
        const from = source.slice(cursor.at)
        const found = end.exec(from)
        cursor.at = found ? cursor.at + found.index + found[0].length : source.length
        continue
      }
    }
    if (char === '\n' && depth <= 0) return
    if ('([{'.includes(char)) depth++
    if (')]}'.includes(char)) {
      if (depth === 0) return
      depth--
    }
    cursor.at++
  }
}
