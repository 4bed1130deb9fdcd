import { Kind } from '../src/review/source/elixir/kinds.ts'
import type { Node } from '../src/review/source/syntax.ts'
import { codePointOf, contentsOf, decodedUtf8 } from './elixir-quoted-text.ts'

/**
 * The concrete tree as Elixir's own quoted form, in the notation that elixir-trees.exs prints: `(name args)`
 * calls, `v:name` variables, `:name` atoms, `s<hex>` strings, `i<n>` integers, `F#<n>` floats. A block of one
 * expression is that expression.
 */
export function quoted(nodes: readonly Node[], text: string): string {
  const [only] = nodes
  if (only?.kind === Kind.clause) return `[${nodes.map((node) => one(node, text)).join(' ')}]`
  if (only && nodes.length === 1) return one(only, text)
  return `(__block__${spaced(nodes, text)})`
}

function one(node: Node, text: string): string {
  const { kids } = node
  const first = kids[0] as Node
  const rest = (): string => spaced(kids.slice(1), text)
  const inner = (): string => kids.map((kid) => one(kid, text)).join(' ')
  switch (node.kind) {
    case Kind.identifier:
      return `v:${decodedUtf8(node.value)}`
    case Kind.call:
    case Kind.binary:
    case Kind.unary:
    case Kind.steppedRange:
      return `(${decodedUtf8(node.value)}${spaced(kids, text)})`
    case Kind.remoteCall:
    case Kind.field:
      return `((. ${one(first, text)} :${decodedUtf8(node.value)})${rest()})`
    case Kind.apply:
      return `((. ${one(first, text)})${rest()})`
    case Kind.callResult:
      return `(${one(first, text)}${rest()})`
    case Kind.access:
      return `((. :Elixir.Access :get)${spaced(kids, text)})`
    case Kind.alias:
      return `(__aliases__${spaced(kids, text)} ${node.value.replace(/^|\./g, (dot) => `${dot && ' '}:`)})`
    case Kind.aliasGroup:
      return `((. ${one(first, text)} :{})${rest()})`
    case Kind.captureArgument:
      return `(& i${node.value})`
    case Kind.integer:
      return `i${BigInt(node.value.replaceAll('_', ''))}`
    case Kind.float:
      return `F#${Number(node.value.replaceAll('_', ''))}`
    case Kind.char:
      return `i${codePointOf(node.value)}`
    case Kind.atom:
      return `:${decodedUtf8(node.value)}`
    case Kind.string:
    case Kind.charlist:
    case Kind.sigil:
    case Kind.quotedAtom:
      return literal(node, text)
    case Kind.list:
    case Kind.keywords:
    case Kind.clauses:
      return `[${inner()}]`
    case Kind.pair:
    case Kind.association:
      return `{${inner()}}`
    case Kind.tuple:
      return kids.length === 2 ? `{${inner()}}` : `({}${spaced(kids, text)})`
    case Kind.map:
      if (first?.kind !== Kind.mapBase) return `(%{}${spaced(kids, text)})`
      return `(%{} (| ${one(first.kids[0] as Node, text)} [${rest().trim()}]))`
    case Kind.struct:
      return `(%${spaced(kids, text)})`
    case Kind.bitstring:
      return `(<<>>${spaced(kids, text)})`
    case Kind.block:
      return quoted(kids, text)
    case Kind.fn:
      return `(fn${spaced(kids, text)})`
    case Kind.clause:
      return clause(node, text)
    case Kind.doBlock:
      return `[${kids.map((section) => `{:${section.value} ${quoted(section.kids, text)}}`).join(' ')}]`
  }
  throw new Error(`no quoted form for kind ${node.kind}`)
}

function clause(node: Node, text: string): string {
  const [patterns, body, guard] = node.kids as readonly [Node, Node, Node?]
  const head = spaced(patterns.kids, text)
  const left = guard ? `[(when${head} ${one(guard, text)})]` : `[${head.trim()}]`
  return `(-> ${left} ${body.kids.length > 0 ? quoted(body.kids, text) : ':nil'})`
}

function literal(node: Node, text: string): string {
  const contents = contentsOf(node, text)
  const parts = node.kids.map((kid) => {
    const content = contents.get(kid)
    return content === undefined ? `(:: ${stringOf(kid, text)} v:binary)` : hex(content)
  })
  const interpolates = contents.size < node.kids.length
  // The indentation of a heredoc that starts with an interpolation is an empty piece.
  const filled = parts.filter((part) => part !== 's')
  const binary = `(<<>> ${filled.join(' ') || 's'})`
  const plain = [...contents.values()].join('')
  switch (node.kind) {
    case Kind.sigil: {
      const modifiers = /[a-zA-Z0-9]*$/.exec(text.slice(node.start, node.end))?.[0] ?? ''
      const codes = [...modifiers].map((letter) => `i${letter.charCodeAt(0)}`).join(' ')
      return `(sigil_${node.value} ${binary} [${codes}])`
    }
    case Kind.string:
      return interpolates ? binary : hex(plain)
    case Kind.quotedAtom:
      return interpolates ? `((. :erlang :binary_to_atom) ${binary} :utf8)` : `:${decodedUtf8(plain)}`
  }
  if (!interpolates)
    return `[${[...decodedUtf8(plain)].map((letter) => `i${letter.codePointAt(0)}`).join(' ')}]`
  const listed = node.kids.map((kid, index) =>
    kid.kind === Kind.fragment ? parts[index] : stringOf(kid, text),
  )
  return `((. :Elixir.List :to_charlist) [${listed.join(' ')}])`
}

function stringOf(interpolation: Node, text: string): string {
  return `((. :Elixir.Kernel :to_string) ${quoted(interpolation.kids, text)})`
}

function spaced(nodes: readonly Node[], text: string): string {
  return nodes.map((node) => ` ${one(node, text)}`).join('')
}

function hex(content: string): string {
  return `s${Buffer.from(content, 'latin1').toString('hex').toUpperCase()}`
}
