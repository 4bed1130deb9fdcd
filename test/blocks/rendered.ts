import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Message } from 'slack-blocks-to-jsx'

export interface Rendered {
  /** What a reader sees, entities decoded. */
  readonly words: string
  /** Names of the elements that the Markdown made, in order, without the paragraph around plain words. */
  readonly tags: string[]
  readonly links: string[]
  /** Texts of fenced code. */
  readonly code: string[]
}

const opening = 'slack_blocks_to_jsx__markdown_block">'
const closing = '</div></div></div></div></section></div>'

/** Markdown through a GitHub Flavored Markdown renderer that is not ours. */
export function rendered(markdown: string): Rendered {
  const page = renderToStaticMarkup(
    createElement(Message, {
      time: new Date(0),
      name: 'n',
      logo: 'data:,',
      blocks: [{ type: 'markdown', text: markdown }],
    }),
  )
  const html = page.slice(page.indexOf(opening) + opening.length, page.lastIndexOf(closing))
  const tags = [...html.matchAll(/<([a-z]\w*)/g)].map(([, name]) => name ?? '')
  return {
    words: decoded(html),
    tags: tags.filter((name) => name !== 'p'),
    links: [...html.matchAll(/ href="([^"]*)"/g)].map(([, url]) => decoded(url ?? '')),
    code: [...html.matchAll(/<pre[^>]*>(.*?)<\/pre>/gs)].map(([, inside]) => unpadded(decoded(inside ?? ''))),
  }
}

function decoded(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}

/** The renderer sets a space before and after each line of code. */
function unpadded(code: string): string {
  return code
    .split('\n')
    .map((line) => line.replace(/^ /, '').replace(/ $/, ''))
    .join('\n')
}
