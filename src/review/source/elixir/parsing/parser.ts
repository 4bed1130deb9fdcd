import type { Unread } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { bidirectionalControls } from '../lexing/bidirectional.ts'
import { tokenize } from '../lexing/lexer.ts'
import { wholeFile } from './clauses.ts'
import { firstColumns } from './layout.ts'
import { forgetPending, Reader } from './reader.ts'
import { fileByLayout } from './recovery.ts'

/**
 * Elixir's concrete syntax, from text decoded as latin1 (a character is a byte). Never throws: a sound file is read by
 * the grammar alone; one that is not is read again by its layout, definition by definition, and what could not be
 * read is in `unread`.
 */
export function parseElixir(text: string): { nodes: readonly Node[]; unread: readonly Unread[] } {
  const { nodes, unread } = parseSound(text) ?? parseByLayout(text)
  forgetPending()
  const controls = bidirectionalControls(text)
  if (controls.length === 0) return { nodes, unread }
  return { nodes, unread: [...unread, ...controls].sort((a, b) => a.start - b.start) }
}

function parseSound(text: string): { nodes: readonly Node[]; unread: readonly Unread[] } | null {
  try {
    return { nodes: wholeFile(new Reader(text, tokenize(text, false), null)), unread: [] }
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault
    return null
  }
}

function parseByLayout(text: string): { nodes: readonly Node[]; unread: readonly Unread[] } {
  const tokens = tokenize(text, true)
  const reader = new Reader(text, tokens, firstColumns(text, tokens))
  const nodes = fileByLayout(reader)
  return { nodes, unread: reader.unread.sort((a, b) => a.start - b.start) }
}
