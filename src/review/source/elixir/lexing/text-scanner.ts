import { isBlank, skipName, skipSpaces } from './characters.ts'
import { Token, type Tokens, unclosedText } from './tokens.ts'

/** A string, charlist, sigil or quoted name that is being read. */
export interface OpenText {
  /** Its token, whose end is set when the literal ends. */
  readonly token: number
  /** The character that ends it; three of them at the start of a line end a heredoc. */
  readonly delimiter: number
  readonly heredoc: boolean
  readonly interpolates: boolean
  /** Braces open inside the interpolation that is being read. */
  braces: number
}

/** What stopped the scan, and where to go on. */
interface Stop {
  readonly reason: 'closed' | 'interpolation' | 'unclosed'
  readonly at: number
}

/**
 * A line that starts a definition or ends a block. Where a file is known to be broken, a literal that runs over
 * such a line has lost its closing delimiter.
 */
const definitionLine = /[ \t]*(?:def(?:p|module|macro|macrop|impl|protocol|guard|delegate|struct)?|end)\b/y

const lineBreak = 10
const backslash = 92
const hash = 35
const braceOpen = 123

/** True where the line that starts at `at` defines something or ends a block. */
export function startsDefinition(text: string, at: number): boolean {
  definitionLine.lastIndex = at
  return definitionLine.test(text)
}

/**
 * Scans the literal's characters from `from` to its closing delimiter or to the next interpolation.
 * With `byLayout` a literal other than a heredoc also stops, unclosed, before a line that starts a definition.
 */
export function scanText(text: string, from: number, open: OpenText, byLayout: boolean): Stop {
  const { delimiter, heredoc, interpolates } = open
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === lineBreak) {
      if (heredoc) {
        const closing = heredocEnd(text, at + 1, delimiter)
        if (closing >= 0) return { reason: 'closed', at: closing }
      } else if (byLayout && startsDefinition(text, at + 1)) {
        return { reason: 'unclosed', at }
      }
      at++
    } else if (code === backslash) {
      const continuesLine = text.charCodeAt(at + 1) === lineBreak
      at += continuesLine ? 1 : 2
    } else if (code === delimiter && !heredoc) {
      return { reason: 'closed', at: at + 1 }
    } else if (code === hash && interpolates && text.charCodeAt(at + 1) === braceOpen) {
      return { reason: 'interpolation', at }
    } else {
      at++
    }
  }
  return { reason: 'unclosed', at: text.length }
}

/** Just past the heredoc's closing quotes if they are the first of the line that starts at `lineStart`, else -1. */
function heredocEnd(text: string, lineStart: number, quote: number): number {
  const at = skipSpaces(text, lineStart)
  for (let i = 0; i < 3; i++) if (text.charCodeAt(at + i) !== quote) return -1
  return at + 3
}

/** Ends the literal at `at`: a colon makes it a key, letters after a sigil are its modifiers. Returns its end. */
export function closeText(text: string, at: number, open: OpenText, tokens: Tokens): number {
  let end = at
  const kind = tokens.kind[open.token]
  if (kind === Token.sigil) {
    end = skipName(text, at)
  } else if (
    kind !== Token.quotedAtom &&
    !open.heredoc &&
    text.charCodeAt(at) === 58 &&
    isBlank(text, at + 1)
  ) {
    tokens.kind[open.token] = Token.quotedKey
    end = at + 1
  }
  tokens.end[open.token] = end
  return end
}

/** Marks the literal as one that never ends; its range is what was read of it. */
export function markUnclosed(open: OpenText, end: number, tokens: Tokens): void {
  tokens.kind[open.token] = Token.fault
  tokens.code[open.token] = unclosedText
  tokens.end[open.token] = end
}
