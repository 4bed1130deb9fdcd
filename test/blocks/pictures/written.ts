/** What an SVG holds: element and attribute names that occur, and its texts in order. */
export interface Written {
  readonly elements: readonly string[]
  readonly attributes: readonly string[]
  readonly texts: readonly string[]
  readonly label: string
}

/** Reads an SVG that an XML parser has accepted: in it no bare < or " can stand in words. */
export function writtenIn(svg: string): Written {
  const tags = [...svg.matchAll(/<([^\s/>]+)([^>]*)>/g)]
  const attributes = tags.flatMap(([, , rest = '']) =>
    [...rest.matchAll(/([\w:-]+)="/g)].map(([, name]) => name),
  )
  return {
    elements: [...new Set(tags.map(([, name]) => name ?? ''))].sort(),
    attributes: [...new Set(attributes.map(String))].sort(),
    texts: [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => decoded(words ?? '')),
    label: decoded(/aria-label="([^"]*)"/.exec(svg)?.[1] ?? ''),
  }
}

function decoded(words: string): string {
  return words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
