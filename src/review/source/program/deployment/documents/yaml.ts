import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, visit } from 'yaml'
import type { Site, SourceFile } from '../../program.ts'
import { decoded, type Placed, siteAt } from '../placed.ts'
import { filledIn, valuesPath, withoutActions } from './go-template.ts'

/** Aliases followed in one document, and items read of one list or map: what is beyond stays unread. */
const maxAliases = 1_000
const maxItems = 1_000

/** A value of the chart for `.Values.a.b`. */
export type ChartValues = (path: readonly string[]) => Placed<string> | null

/** Bytes of a YAML file that is parsed: longer ones are generated, and parsing takes seconds for a megabyte. */
const maxBytes = 256_000

interface Reading {
  readonly file: SourceFile
  readonly document: Document
  readonly values: ChartValues
  aliases: number
  /** Nodes by anchor, collected when the first alias is met; the parser's own look-up walks the document each time. */
  anchors: ReadonlyMap<string, Node> | null
}

/** An anchor that is set twice means its last node here; the language would take the nearest above. */
function anchorsOf(document: Document): ReadonlyMap<string, Node> {
  const anchors = new Map<string, Node>()
  visit(document, {
    Value: (_key, node) => {
      if (node.anchor) anchors.set(node.anchor, node)
    },
  })
  return anchors
}

/** A node of a YAML document that is looked up by path; it is never expanded as a whole, so aliases cannot explode. */
export class YamlNode {
  readonly #node: Node
  readonly #reading: Reading

  constructor(node: Node, reading: Reading) {
    this.#node = node
    this.#reading = reading
  }

  #wrapped(node: unknown): YamlNode | null {
    const reading = this.#reading
    if (isAlias(node)) {
      if (++reading.aliases > maxAliases) return null
      reading.anchors ??= anchorsOf(reading.document)
      const target = reading.anchors.get(node.source)
      // An anchor around its own alias would be looked through for ever.
      return target && target !== this.#node ? this.#wrapped(target) : null
    }
    return isMap(node) || isSeq(node) || isScalar(node) ? new YamlNode(node, reading) : null
  }

  /** The value at a path of keys; merge keys (`<<`) are looked through. */
  get(...path: readonly string[]): YamlNode | null {
    let at: YamlNode | null = this
    for (const key of path) at = at?.entry(key)?.value ?? null
    return at
  }

  /** One key with its value. */
  entry(key: string): YamlEntry | null {
    return this.entries().find((entry) => entry.key.value === key) ?? null
  }

  /** The entries of a map, then those of its merge keys (`<<`) that it does not have itself. */
  entries(depth = 8): readonly YamlEntry[] {
    const own = this.#own()
    if (depth === 0 || !own.some(({ key }) => key.value === '<<')) return own
    const found = new Map<string, YamlEntry>()
    const take = (entries: readonly YamlEntry[]) => {
      for (const entry of entries) if (!found.has(entry.key.value)) found.set(entry.key.value, entry)
    }
    take(own.filter(({ key }) => key.value !== '<<'))
    for (const { key, value } of own) {
      if (key.value !== '<<' || !value) continue
      for (const base of value.isList() ? value.items() : [value]) take(base.entries(depth - 1))
    }
    return [...found.values()]
  }

  #own(): YamlEntry[] {
    if (!isMap(this.#node)) return []
    const { file } = this.#reading
    const found: YamlEntry[] = []
    for (const { key, value } of this.#node.items.slice(0, maxItems)) {
      if (!isScalar(key) || !key.range) continue
      const [start, end] = key.range
      const inside = this.#wrapped(value)
      found.push({
        key: { value: decoded(String(key.value ?? '')), site: siteAt(file, start, end) },
        value: inside,
        site: siteAt(file, start, Math.max(end, isAlias(value) ? end : (inside?.end ?? end))),
      })
    }
    return found
  }

  isList(): boolean {
    return isSeq(this.#node)
  }

  isMap(): boolean {
    return isMap(this.#node)
  }

  items(): readonly YamlNode[] {
    if (!isSeq(this.#node)) return []
    const found: YamlNode[] = []
    for (const item of this.#node.items.slice(0, maxItems)) {
      const inside = this.#wrapped(item)
      if (inside) found.push(inside)
    }
    return found
  }

  get start(): number {
    return this.#node.range?.[0] ?? 0
  }

  get end(): number {
    return this.#node.range?.[1] ?? this.start
  }

  get site(): Site {
    return siteAt(this.#reading.file, this.start, this.end)
  }

  /** Byte range of a scalar without its quotes. */
  get content(): { readonly start: number; readonly end: number } {
    const { start, end } = this
    const quoted = /^["']/.test(this.#reading.file.text.slice(start, start + 1)) && end - start > 1 ? 1 : 0
    return { start: start + quoted, end: end - quoted }
  }

  /** A scalar as text; a template's action as it is written, or the chart's value where it names one. */
  text(): Placed<string> | null {
    if (!isScalar(this.#node)) return null
    const source = this.#reading.file.text.slice(this.start, this.end)
    if (source.includes('{{')) {
      const { values } = this.#reading
      const path = valuesPath(source)
      const whole = path && values(path)
      if (whole) return whole
      const text = filledIn(unquoted(source), (inside) => values(inside)?.value ?? null)
      return { value: decoded(text), site: this.site }
    }
    const { value } = this.#node
    return value === null ? null : { value: decoded(String(value)), site: this.site }
  }

  /** A whole number, written as such or as text. */
  number(): Placed<number> | null {
    const text = this.text()
    return text && /^\d{1,9}$/.test(text.value) ? { value: Number(text.value), site: text.site } : null
  }
}

export interface YamlEntry {
  readonly key: Placed<string>
  readonly value: YamlNode | null
  /** From the key to the end of its value; the key alone where the value stands elsewhere. */
  readonly site: Site
}

function unquoted(source: string): string {
  return source.replace(/^(["'])([\s\S]*)\1$/, '$2')
}

/** The documents of a YAML file that parse; `failed` counts the others. Aliases are never expanded here. */
export function readYaml(
  file: SourceFile,
  values: ChartValues = () => null,
): { readonly documents: readonly YamlNode[]; readonly failed: number } {
  const documents: YamlNode[] = []
  let failed = 0
  if (file.text.length > maxBytes) return { documents, failed: 1 }
  try {
    const parsed = parseAllDocuments(withoutActions(file.text), {
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    for (const document of Array.isArray(parsed) ? parsed : []) {
      if (document.errors.length > 0) failed++
      else if (document.contents)
        documents.push(new YamlNode(document.contents, { file, document, values, aliases: 0, anchors: null }))
    }
  } catch {
    // Nesting of thousands of brackets exhausts the parser's stack: the file is as unreadable as any other.
    failed++
  }
  return { documents, failed }
}
