import type { ConstantForm, Expr, FileForm, ModuleForm } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { parseErlang } from '../parsing/forms.ts'
import { untraced } from '../untraced.ts'
import { type Arities, addArity } from './arities.ts'
import { lowerSignature } from './fun-references.ts'
import { Functions, signaturesOf } from './functions.ts'
import { type Headings, headingsOf } from './headings.ts'
import { lower } from './lower.ts'
import { nothing } from './rows.ts'
import { Scope } from './scope.ts'

/**
 * Reads an Erlang file into the shared form: source, header, escript or a file of terms. Nothing is thrown; what
 * could not be read is in `unread`. `text` was decoded as latin1, so that offsets are bytes.
 */
export function readErlang(path: string, text: string): FileForm {
  const { nodes, unread } = parseErlang(text, path.endsWith('.src'))
  const headings = headingsOf(nodes)
  const kind = kindOf(path, text)
  const scope = scopeOf(nodes, headings, kind, baseName(path))
  const contents = untraced(() => lowerForms(nodes, headings.loads, scope, kind))
  const functions = contents.functions.forms(headings, kind === 'script')
  const isModule = headings.module !== null || functions.length > 0
  const holdsConstants = isModule && kind !== 'header'
  const module: ModuleForm = {
    name: scope.home,
    behaviours: headings.behaviours,
    uses: headings.uses,
    functions,
    constants: holdsConstants ? contents.constants : [],
    body: holdsConstants ? contents.body : [],
    start: (headings.module ?? nodes[0])?.start ?? 0,
    end: nodes.at(-1)?.end ?? 0,
  }
  return {
    path,
    language: 'erlang',
    modules: isModule ? [module] : [],
    body: holdsConstants ? [] : contents.body,
    constants: holdsConstants ? [] : contents.constants,
    includes: headings.includes,
    unread: [...unread, ...scope.unread].sort((left, right) => left.start - right.start),
  }
}

type FileKind = 'source' | 'header' | 'script' | 'terms'

function kindOf(path: string, text: string): FileKind {
  if (path.endsWith('.escript') || text.startsWith('#!')) return 'script'
  if (path.endsWith('.hrl')) return 'header'
  return path.endsWith('.erl') ? 'source' : 'terms'
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
}

function scopeOf(nodes: readonly Node[], headings: Headings, kind: FileKind, fallback: string): Scope {
  const declared = headings.module?.kids[0]?.value ?? null
  const home = declared ?? fallback
  const hasModule = declared !== null || kind === 'source' || kind === 'script'
  const functions: Arities<true> = new Map()
  for (const node of nodes) {
    if (node.kind !== Kind.function) continue
    for (const { name, arity } of signaturesOf(node, headings.macros)) addArity(functions, name, arity, true)
  }
  return new Scope(hasModule ? home : null, home, functions, headings.imports, headings.macros)
}

interface Contents {
  readonly functions: Functions
  readonly constants: ConstantForm[]
  readonly body: Expr[]
}

function lowerForms(nodes: readonly Node[], loads: readonly Node[], scope: Scope, kind: FileKind): Contents {
  const body = loads.map((signature) => lowerSignature(signature, scope))
  const contents: Contents = { functions: new Functions(), constants: [], body }
  for (const node of nodes) {
    try {
      lowerForm(node, scope, kind, contents)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      scope.reset()
      scope.unread.push({ start: node.start, end: node.end, reason: fault.message })
    }
  }
  return contents
}

function lowerForm(node: Node, scope: Scope, kind: FileKind, contents: Contents): void {
  switch (node.kind) {
    case Kind.attribute:
    case Kind.typeHead:
      return
    case Kind.function:
      contents.functions.add(node, scope)
      return
    case Kind.define:
      contents.constants.push(lowerDefinition(node, scope))
      return
    case Kind.recordDefinition:
    case Kind.macro:
    case Kind.macroCall:
      contents.body.push(lower(node, scope))
      return
    default:
      if (kind === 'terms') contents.body.push(lower(node, scope))
      else
        scope.unread.push({ start: node.start, end: node.end, reason: 'expected a function or an attribute' })
  }
}

function lowerDefinition(node: Node, scope: Scope): ConstantForm {
  const [params, meaning] = node.kids as [Node, Node]
  const [only] = meaning.kids
  const isOne = meaning.kind === Kind.body && meaning.kids.length === 1 && only !== undefined
  return {
    name: node.value,
    params: params.kids.map((param) => param.value),
    // A type or half an expression is used where macros are; nothing that runs is lost with it.
    value:
      meaning.kind === Kind.opaque
        ? { kind: 'other', children: nothing, start: meaning.start, end: meaning.end }
        : lower(isOne ? only : meaning, scope),
    start: node.start,
    end: node.end,
  }
}
