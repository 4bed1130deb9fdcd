type Fields = Readonly<Record<string, unknown>>

/**
 * Makes the renderer show plain text as it is. It reads markup in `plain_text` and in raw cells of a table, where
 * Slack reads none, so `*args` or `<https://x|y>` of reviewed code would change or become a link; `verbatim` and
 * rich text are the two ways in which it takes text literally. It still turns `&lt;` into `<` in verbatim text: an
 * invisible joiner keeps those apart.
 */
export function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Fields
  if (fields.type === 'plain_text') {
    return { ...fields, text: String(fields.text).replace(/&(?=[lg]t;)/g, '&\u2060'), verbatim: true }
  }
  if (fields.type === 'raw_text') {
    const text = { type: 'text', text: fields.text }
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text] }] }
  }
  const copy: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) copy[name] = literal(field)
  return copy
}
