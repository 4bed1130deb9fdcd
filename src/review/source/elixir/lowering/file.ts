import type { Expr, FileForm } from '../../form.ts'
import { SyntaxFault } from '../../syntax.ts'
import { parseElixir } from '../parsing/parser.ts'
import { directive } from './directives.ts'
import { lower } from './expressions.ts'
import { isModule } from './modules.ts'
import { Scope } from './scope.ts'

/**
 * Reads an Elixir file (source, script, configuration or lock file) into the shared form. `text` was decoded as latin1,
 * so that offsets are bytes. Never throws: definitions that cannot be read are in `unread`.
 */
export function readElixir(path: string, text: string): FileForm {
  const { nodes, unread } = parseElixir(text)
  const scope = new Scope(text, unread)
  const body: Expr[] = []
  const outside = scope.surroundings()
  for (const node of nodes) {
    try {
      if (directive(node, scope)) continue
      const expr = lower(node, scope)
      if (!isModule(node)) body.push(expr)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      scope.depth = 0
      scope.leave(outside)
      scope.unread.push({ start: node.start, end: node.end, reason: fault.message })
    }
  }
  scope.unread.sort((a, b) => a.start - b.start)
  return {
    path,
    language: 'elixir',
    modules: scope.modules.slice(),
    body: body.slice(),
    constants: [],
    includes: [],
    unread: scope.unread,
  }
}
