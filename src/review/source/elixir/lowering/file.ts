import type { Expr, FileForm } from '../../form.ts'
import { SyntaxFault } from '../../syntax.ts'
import { parseElixir } from '../parsing/parser.ts'
import { lowerBody } from './expressions.ts'
import { isModule } from './modules.ts'
import { type FileContext, Scope } from './scope.ts'

/**
 * Reads an Elixir file (source, script, configuration or lock file) into the shared form. `text` was decoded as latin1,
 * so that offsets are bytes. Never throws: definitions that cannot be read are in `unread`.
 */
export function readElixir(path: string, text: string): FileForm {
  const { nodes, unread } = parseElixir(text)
  const file: FileContext = { text, modules: [], unread: [...unread], depth: 0, bound: new Map() }
  const scope = new Scope(file, null, {})
  const body: Expr[] = []
  for (const node of nodes) {
    try {
      const left = lowerBody([node], scope)
      if (!isModule(node)) body.push(...left)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      file.depth = 0
      file.unread.push({ start: node.start, end: node.end, reason: fault.message })
    }
  }
  file.unread.sort((a, b) => a.start - b.start)
  return {
    path,
    language: 'elixir',
    modules: file.modules,
    body,
    constants: [],
    includes: [],
    unread: file.unread,
  }
}
