import type { Unread } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Lexer } from '../lexing/lexer.ts'
import { Token } from '../lexing/token-kinds.ts'
import { untraced } from '../untraced.ts'
import { attribute } from './attributes.ts'
import { clauseRest, macroClause } from './clauses.ts'
import { Cursor } from './cursor.ts'
import { expression } from './expressions.ts'
import { swallowedForm } from './recovery.ts'

/** How often one file's reading may go back to a form that a stray quote had swallowed. */
const MOST_RETURNS = 20

/**
 * The forms of an Erlang file, or the terms of a term file. A form that cannot be read is left out and listed in
 * `unread`; whatever the text is, nothing is thrown. `text` was decoded as latin1. With `placeholders`, `${NAME}` is a
 * variable, as in templates of configuration files.
 */
export function parseErlang(text: string, placeholders = false): { nodes: Node[]; unread: Unread[] } {
  return untraced(() => readForms(text, placeholders))
}

function readForms(text: string, placeholders: boolean): { nodes: Node[]; unread: Unread[] } {
  const lexer = new Lexer(text, placeholders)
  const { tokens } = lexer
  const cursor = new Cursor(text, lexer)
  const nodes: Node[] = []
  const unread: Unread[] = []
  let returns = 0
  for (lexer.readForm(); tokens.count > 0; lexer.readForm()) {
    cursor.rewind()
    try {
      nodes.push(form(cursor))
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      const start = tokens.startAt(0)
      const resume = returns < MOST_RETURNS ? swallowedForm(cursor) : 0
      if (resume > 0) {
        returns++
        lexer.goTo(resume)
      }
      unread.push({ start, end: resume || tokens.endAt(tokens.count - 1), reason: fault.message })
    }
  }
  return { nodes, unread }
}

function form(cursor: Cursor): Node {
  const isAttribute = cursor.kind === Token.minus && namesAttribute(cursor.nextKind)
  const node = isAttribute ? attribute(cursor) : functionOrTerm(cursor)
  cursor.expect(Token.stop, 'the end of the form')
  return node
}

/** `-else.` and `-if(…).` are attributes whose names are words of the language. */
function namesAttribute(kind: number): boolean {
  return kind === Token.atom || kind === Token.macro || kind === Token.else || kind === Token.if
}

/**
 * A function if an arrow follows its head; otherwise what a term file or a macro at the top level holds. Scripts of
 * build tools are rows of expressions with commas between them.
 */
function functionOrTerm(cursor: Cursor): Node {
  const start = cursor.start
  const head = expression(cursor)
  if (cursor.kind === Token.comma) return row(cursor, start, head)
  const alone = macroClauseAlone(cursor, start, head)
  const isFunction =
    cursor.kind === Token.arrow || cursor.kind === Token.when || cursor.kind === Token.semicolon
  if (!isFunction) return head
  const clauses = cursor.row()
  cursor.keep(alone ?? functionClause(cursor, start, head))
  while (cursor.accept(Token.semicolon)) {
    const next = cursor.start
    const another = expression(cursor)
    cursor.keep(macroClauseAlone(cursor, next, another) ?? functionClause(cursor, next, another))
  }
  return cursor.node(Kind.function, start, '', cursor.taken(clauses))
}

function row(cursor: Cursor, start: number, head: Node): Node {
  const steps = [head]
  while (cursor.accept(Token.comma)) steps.push(expression(cursor))
  return cursor.node(Kind.block, start, '', steps)
}

/** `; ?COMMON_CLAUSES.`, or `?COMMON_CLAUSE(X);` before the function's own. */
function macroClauseAlone(cursor: Cursor, start: number, head: Node): Node | undefined {
  const alone = cursor.kind === Token.semicolon || cursor.kind === Token.stop
  return alone ? macroClause(cursor, start, head) : undefined
}

function functionClause(cursor: Cursor, start: number, head: Node): Node {
  if (head.kind === Kind.macroCall) return clauseRest(cursor, start, `?${head.value}`, head.kids)
  const [name] = head.kids
  if (head.kind !== Kind.call || name?.kind !== Kind.atom)
    cursor.fault('expected a function head before `->`')
  return clauseRest(cursor, start, name?.value ?? '', head.kids.slice(1))
}
