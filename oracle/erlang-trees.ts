import { parseErlang } from '../src/review/source/erlang/index.ts'
import { Kind } from '../src/review/source/erlang/kinds.ts'
import { characterValue, floatValue } from '../src/review/source/erlang/literals.ts'
import type { Node } from '../src/review/source/syntax.ts'

/**
 * The forms of a file as the trees that erlang-trees.escript prints for the language's own parser, in order;
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
      return `(function | ${named(kids.find((kid) => kid.value !== '')?.value ?? '')} | ${kids.map(tree).join(' ')})`
    case Kind.define:
      return `(-:define ${macroHead(node)}${definition(kids[1] as Node)})`
    case Kind.recordDefinition:
      return `(-:record ${named(name)}${kids.map((field) => ` ${tree(field)}`).join('')})`
    case Kind.typeHead:
      return `(-${atom(name)} ${kids.map((kid) => (kid.kind === Kind.group ? kid.kids.length : tree(kid))).join(' ')})`
    case Kind.attribute: {
      const print = name === 'export' || name === 'import' ? signatures : conditions.has(name) ? tree : term
      return `(-${named(name)}${kids.map((kid) => ` ${print(kid)}`).join('')})`
    }
    default:
      return tree(node)
  }
}

/** Attributes whose arguments are expressions to the oracle; those of the others are terms. */
const conditions: ReadonlySet<string> = new Set(['if', 'elif'])

/** `[f/1, g/2]` of -export and -import. */
function signatures(node: Node): string {
  const { kind, value, kids } = node
  if (kind === Kind.operator && value === '/')
    return form('arity_qualifier', [kids[0] as Node], [kids[1] as Node])
  return kind === Kind.list || kind === Kind.cons ? listTree(node, signatures) : tree(node)
}

/** A name as the parser keeps it: `?NAME` where a macro stands for it. */
function named(written: string): string {
  return written.startsWith('?') ? macroTree(written.slice(1)) : atom(written)
}

function macroTree(name: string): string {
  return `(? ${macroName(name)})`
}

/** `?'NAME'` and `?NAME` are one. */
function macroName(name: string): string {
  return text(name)
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
      if (value === '/' && (first?.kind === Kind.atom || first?.kind === Kind.macro))
        return `{${term(first)} ${term(second as Node)}}`
      return tree(node)
    case Kind.map:
      return `#{${kids
        .map((kid) => kid.kids.map(term).join(' '))
        .sort()
        .join(', ')}}`
    case Kind.binary:
      return `<<${kids
        .map((kid) => (kid.kids[0]?.kind === Kind.string ? term(kid.kids[0]).slice(1, -1) : tree(kid)))
        .filter(Boolean)
        .join(' ')}>>`
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
      return `f${float(floatValue(value))}`
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
      return appended(kids.map(tree))
    case Kind.tuple:
      return kids.length === 0 ? '(tuple)' : form('tuple', kids)
    case Kind.list:
    case Kind.cons:
      return listTree(node, tree)
    case Kind.binary:
      return form('binary', kids)
    case Kind.segment:
      return segment(node)
    case Kind.map:
      return kids.length === 0 ? '(map_expr)' : form('map_expr', kids)
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
      // What a string and a macro beside it are joined with is an operator to the oracle, as loose as the written one.
      if (first.kind === Kind.concat && (value === '++' || value === '--')) {
        const last = first.kids.at(-1) as Node
        return appended([
          ...first.kids.slice(0, -1).map(tree),
          `(infix_expr | ${tree(last)} | ${value} | ${tree(second)})`,
        ])
      }
      return `(infix_expr | ${tree(first)} | ${kind === Kind.send ? '!' : value} | ${tree(second)})`
    case Kind.prefix:
      return `(prefix_expr | ${value} | ${tree(first)})`
    case Kind.match:
      return form('match_expr', [first], [second])
    default:
      return null
  }
}

function control(node: Node): string {
  const { kind, value, kids } = node
  const [first, second, third, fourth] = kids as [Node, Node, Node, Node]
  switch (kind) {
    case Kind.catching:
      return form('catch_expr', kids)
    case Kind.block:
      return form('block_expr', kids)
    case Kind.caseOf:
      return form('case_expr', [first], kids.slice(1))
    case Kind.ifs:
      return form('if_expr', kids)
    case Kind.receive: {
      const last = kids.at(-1)
      if (last?.kind !== Kind.timeout) return form('receive_expr', kids)
      return form('receive_expr', kids.slice(0, -1), [last.kids[0] as Node], last.kids[1]?.kids ?? [])
    }
    case Kind.tryOf:
      return `(try_expr |${row(first.kids)} |${row(second.kids)} |${third.kids.map((kid) => ` ${clause(kid, caught)}`).join('')} |${row(fourth.kids)})`
    case Kind.maybe:
      if (second.kids.length === 0) return form('maybe_expr', first.kids)
      return `(maybe_expr |${row(first.kids)} | ${form('else_expr', second.kids)})`
    case Kind.maybeMatch:
      return form('maybe_match_expr', [first], [second])
    case Kind.fun:
      return value === '' ? form('fun_expr', kids) : `(named_fun_expr | ${variable(value)} |${row(kids)})`
    case Kind.funReference:
      return funReference(kids)
    case Kind.comprehension:
      return form(comprehensions[value] ?? value, [first], kids.slice(1))
    case Kind.generator:
      return form(generators[value] ?? `generator ${value}`, [first], [second])
    case Kind.zip:
      return `(zip |${row(kids)})`
    case Kind.guarded:
      return `(guarded ${tree(first)} ${disjunction(second)})`
    case Kind.stringify:
      return `(?text ${macroName(value)})`
    case Kind.clause:
      return clause(node)
    default:
      return `(kind ${kind} ${value}${row(kids)})`
  }
}

const generators: Record<string, string> = { '<-': 'generator', '<=': 'binary_generator' }
const comprehensions: Record<string, string> = { list: 'list_comp', binary: 'binary_comp', map: 'map_comp' }

function clause({ kids }: Node, patterns = row): string {
  const [heads, guard, body] = kids as [Node, Node, Node]
  const test = guard.kids.length === 0 ? '' : ` | ${disjunction(guard)}`
  return `(clause |${patterns(heads.kids)}${test} |${row(body.kids)})`
}

function disjunction({ kids }: Node): string {
  return `(disjunction | ${kids.map((group) => form('conjunction', group.kids)).join(' ')})`
}

/** Class, reason and stack trace, as far as they are written, are one pattern; `throw` is what stands for none. */
function caught(heads: readonly Node[]): string {
  const [thrown, reason, trace] = heads as [Node, Node?, Node?]
  if (!reason) return ` ${tree(thrown)}`
  const isTraced = trace !== undefined && trace.value !== '_'
  if (!isTraced && thrown.kind === Kind.atom && thrown.value === 'throw') return ` ${tree(reason)}`
  return ` (caught${row(isTraced ? heads : [thrown, reason])})`
}

function funReference(kids: readonly Node[]): string {
  const [arity, name, module] = kids.toReversed() as [Node, Node, Node?]
  const signature = form('arity_qualifier', [name], [arity])
  return `(implicit_fun | ${module ? `(module_qualifier | ${tree(module)} | ${signature})` : signature})`
}

/** `m:?NAME(X)` comes as a module and a macro call: a call of what the macro names. */
function remote({ kids }: Node): string {
  const [module, name] = kids as [Node, Node]
  if (name.kind !== Kind.macroCall) return form('module_qualifier', [module], [name])
  return `(application | (module_qualifier | ${tree(module)} | ${macroTree(name.value)}) |${row(name.kids)})`
}

function segment({ value, kids }: Node): string {
  const [content, size] = kids as [Node, Node?]
  const body = size ? form('size_qualifier', [content], [size]) : tree(content)
  const types = value === '' ? [] : value.split('-').map(segmentType)
  return `(binary_field | ${body}${types.length === 0 ? '' : ` | ${types.join(' ')}`})`
}

function appended(parts: readonly string[]): string {
  return parts.reduceRight((rest, part) => `(infix_expr | ${part} | ++ | ${rest})`)
}

function segmentType(written: string): string {
  const [name, unit] = written.split(':').map((part) => part.trim()) as [string, string?]
  const type = name.startsWith('?') ? named(name) : atom(name)
  if (!unit) return type
  return `(size_qualifier | ${type} | ${unit.startsWith('?') ? named(unit) : `i${integer(unit)}`})`
}

function listTree(node: Node, print: (item: Node) => string): string {
  const items: string[] = []
  let at = node
  while (at.kind === Kind.cons) {
    for (const item of at.kids.slice(0, -1)) items.push(print(item))
    at = at.kids.at(-1) as Node
  }
  if (at.kind !== Kind.list) return `[${items.join(' ')} | ${print(at)}]`
  for (const item of at.kids) items.push(print(item))
  return `[${items.join(' ')}]`
}

function form(name: string, ...groups: (readonly Node[])[]): string {
  return `(${name}${groups.map((group) => ` |${row(group)}`).join('')})`
}

function row(nodes: readonly Node[]): string {
  let printed = ''
  for (const node of nodes) printed += ` ${tree(node)}`
  return printed
}

function atom(name: string): string {
  return `:${text(name)}`
}

function variable(name: string): string {
  return `$${text(name)}`
}

/** Letters, digits, `_` and `@` as they are, all else by its code point. */
function text(content: string): string {
  return content.replace(/[^a-zA-Z0-9_@]/gu, (char) => `\\${char.codePointAt(0)};`)
}

function integer(written: string): string {
  const digits = written.replaceAll('_', '')
  const hash = digits.indexOf('#')
  if (hash < 0) return BigInt(digits).toString()
  const base = BigInt(digits.slice(0, hash))
  let value = 0n
  for (const digit of digits.slice(hash + 1)) value = value * base + BigInt(Number.parseInt(digit, 36))
  return value.toString()
}

function float(value: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.readBigUInt64BE().toString(16).toUpperCase()
}
