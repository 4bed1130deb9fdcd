import { parseErlang } from '../../../src/review/source/erlang/index.ts'
import { Kind } from '../../../src/review/source/erlang/kinds.ts'
import { characterValue } from '../../../src/review/source/erlang/literals.ts'
import type { Node } from '../../../src/review/source/syntax.ts'

/**
 * The forms of a file as the trees that erlang-fixtures/oracle.escript prints for the language's own parser, in order;
 * a form that could not be read is `!`. `text` was decoded as latin1.
 */
export function treesOf(text: string): { tree: string; start: number; end: number }[] {
  const { nodes, unread } = parseErlang(text)
  const read = nodes.map((node) => ({ tree: formTree(node), start: node.start, end: node.end }))
  const lost = unread.map(({ start, end, reason }) => ({ tree: `! ${reason}`, start, end }))
  return [...read, ...lost].sort((left, right) => left.start - right.start)
}

function formTree(node: Node): string {
  const { value: name, kids } = node
  switch (node.kind) {
    case Kind.function:
      return `(function | ${functionName(kids[0]?.value ?? '')} | ${kids.map(tree).join(' ')})`
    case Kind.define:
      return `(-:define ${macroHead(node)}${definition(kids[1] as Node)})`
    case Kind.recordDefinition:
      return `(-:record ${named(name)}${kids.map((field) => ` ${tree(field)}`).join('')})`
    case Kind.typeHead:
      return `(-${atom(name)} ${kids.map((kid) => (kid.kind === Kind.group ? kid.kids.length : tree(kid))).join(' ')})`
    case Kind.attribute: {
      const print = asWritten.has(name) ? tree : term
      return `(-${named(name)}${kids.map((kid) => ` ${print(kid)}`).join('')})`
    }
    default:
      return tree(node)
  }
}

/** Attributes whose arguments the oracle leaves as expressions; those of the others are terms. */
const asWritten: ReadonlySet<string> = new Set(['if', 'elif', 'export', 'import'])

function functionName(written: string): string {
  return named(written)
}

/** A name as the parser keeps it: `?NAME` where a macro stands for it. */
function named(written: string): string {
  return written.startsWith('?') ? macroTree(written.slice(1)) : atom(written)
}

function macroTree(name: string): string {
  return `(? ${macroName(name)})`
}

function macroName(name: string): string {
  return /^[\p{Lu}_]/u.test(name) ? variable(name) : atom(name)
}

function macroHead({ value, kids }: Node): string {
  const params = kids[0]?.kids ?? []
  const hasParens = (kids[0]?.end ?? 0) > (kids[0]?.start ?? 0)
  return hasParens
    ? `(application | ${macroName(value)} |${params.map((param) => ` ${tree(param)}`).join('')})`
    : macroName(value)
}

function definition(meaning: Node): string {
  if (meaning.kind !== Kind.body) return ' (text)'
  return meaning.kids.length === 0 ? ' (text)' : row(meaning.kids)
}

/** What a term has kept of an expression: characters are integers, strings lists of them, `f/1` a tuple. */
function term(node: Node): string {
  const { kind, value, kids } = node
  const [first, second] = kids
  switch (kind) {
    case Kind.string:
      return `[${[...value].map((char) => `i${char.codePointAt(0)}`).join(' ')}]`
    case Kind.character:
      return `i${characterValue(value)}`
    case Kind.tuple:
      return `{${kids.map(term).join(' ')}}`
    case Kind.list:
    case Kind.cons:
      return listTree(node, term)
    case Kind.operator:
      if (value === '/' && first?.kind === Kind.atom) return `{${term(first)} ${term(second as Node)}}`
      return tree(node)
    case Kind.prefix:
      return value === '-' ? term(first as Node).replace(/^i/, 'i-') : term(first as Node)
    default:
      return tree(node)
  }
}

function tree(node: Node): string {
  return leaf(node) ?? compound(node) ?? control(node)
}

function leaf(node: Node): string | null {
  const { kind, value } = node
  switch (kind) {
    case Kind.atom:
      return atom(value)
    case Kind.variable:
      return variable(value)
    case Kind.integer:
      return `i${integer(value)}`
    case Kind.character:
      return `c${characterValue(value)}`
    case Kind.float:
      return `f${float(Number(value.replaceAll('_', '')))}`
    case Kind.string:
      return `"${text(value)}`
    case Kind.macro:
      return macroTree(value)
    case Kind.macroCall:
      return `(?? ${macroName(value)}${row(node.kids)})`
    default:
      return null
  }
}

function compound(node: Node): string | null {
  const { kind, value, kids } = node
  const [first, second] = kids as [Node, Node]
  switch (kind) {
    case Kind.concat:
      return kids.reduceRight((rest, kid) => (rest === '' ? tree(kid) : `(infix_expr | ${tree(kid)} | ++ | ${rest})`), '')
    case Kind.tuple:
      return form('tuple', kids)
    case Kind.list:
    case Kind.cons:
      return listTree(node, tree)
    case Kind.binary:
      return form('binary', kids)
    case Kind.segment:
      return segment(node)
    case Kind.map:
      return form('map_expr', kids)
    case Kind.mapUpdate:
      return form('map_expr', [first], kids.slice(1))
    case Kind.association:
      return form(value === ':=' ? 'map_field_exact' : 'map_field_assoc', [first], [second])
    case Kind.record:
      return `(record_expr | ${named(value)} |${row(kids)})`
    case Kind.recordUpdate:
      return `(record_expr | ${tree(first)} | ${named(value)} |${row(kids.slice(1))})`
    case Kind.recordField:
      return second ? form('record_field', [first], [second]) : form('record_field', [first])
    case Kind.recordIndex:
      return `(record_index_expr | ${named(value)} | ${tree(first)})`
    case Kind.recordAccess:
      return `(record_access | ${tree(first)} | ${named(value)} | ${tree(second)})`
    case Kind.call:
      return form('application', [first], kids.slice(1))
    case Kind.remote:
      return remote(node)
    case Kind.operator:
    case Kind.send:
      if (value === '/' && first.kind === Kind.atom && second.kind === Kind.integer && inExport(node))
        return form('arity_qualifier', [first], [second])
      return `(infix_expr | ${tree(first)} | ${kind === Kind.send ? '!' : value} | ${tree(second)})`
    case Kind.prefix:
      return `(prefix_expr | ${value} | ${tree(first)})`
    case Kind.match:
      return form('match_expr', [first], [second])
    default:
      return null
  }
}
