import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isDocumentation } from './attributes.ts'
import { declaredBehaviour, usedBehaviour } from './behaviours.ts'
import { none } from './build.ts'
import { isDefinition, lowerDefinition } from './definitions.ts'
import { directive, importUsed, modulesOf } from './directives.ts'
import { lower } from './expressions.ts'
import type { ModuleBuilder } from './module-builder.ts'
import { isModule, lowerModule } from './modules.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** Reads the statements of a module into its form; one that is nested too deep is left out and noted. */
export function lowerStatements(nodes: readonly Node[], scope: Scope, form: ModuleBuilder): void {
  const { depth } = scope
  for (const node of nodes) {
    const outside = scope.surroundings()
    try {
      lowerStatement(node, scope, form)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      scope.depth = depth
      scope.leave(outside)
      scope.unread.push({ start: node.start, end: node.end, reason: fault.message })
    }
  }
}

function lowerStatement(node: Node, scope: Scope, form: ModuleBuilder): void {
  if (node.kind === Kind.unary && node.value === '@' && isAttribute(node.kids[0])) {
    addAttribute(node, node.kids[0] as Node, scope, form)
  } else if (isDefinition(node)) {
    form.addFunction(lowerDefinition(node, scope))
  } else if (directive(node, scope)) {
    return
  } else if (isModule(node)) {
    lowerModule(node, scope)
  } else if (node.kind === Kind.call && node.value === 'use' && node.kids.length > 0) {
    addUse(node, scope, form)
  } else if (holdsDefinition(node)) {
    for (const kid of node.kids) if (kid.kind !== Kind.doBlock) form.body.push(lower(kid, scope))
    for (const nested of nestedStatements(node)) {
      const mark = scope.mark()
      lowerStatements(nested, scope, form)
      scope.restore(mark)
    }
  } else {
    form.body.push(lower(node, scope))
  }
}

/** The statements inside `if … do`, `for … do` and other macros at a module's own level. */
export function nestedStatements(node: Node): readonly (readonly Node[])[] {
  if (node.kind !== Kind.call) return none
  const doBlock = node.kids[node.kids.length - 1]
  if (doBlock?.kind !== Kind.doBlock || isModule(node) || node.value === 'quote') return none
  const nested: (readonly Node[])[] = []
  for (const section of doBlock.kids) {
    if (section.kids[0]?.kind !== Kind.clause) nested.push(section.kids)
    else for (const clause of section.kids) nested.push(clause.kids[1]?.kids ?? none)
  }
  return nested
}

function holdsDefinition(node: Node): boolean {
  for (const nested of nestedStatements(node)) {
    for (const kid of nested) if (isDefinition(kid) || holdsDefinition(kid)) return true
  }
  return false
}

function addUse(node: Node, scope: Scope, form: ModuleBuilder): void {
  const options = node.kids[1] ? lower(node.kids[1], scope) : null
  for (const module of modulesOf(node, scope)) {
    importUsed(module, scope)
    form.uses.push({ module, options, start: node.start, end: node.end })
    const behaviour = usedBehaviour(module)
    if (behaviour !== undefined) form.addBehaviour(behaviour)
  }
}

/** `@name value`. */
function isAttribute(operand: Node | undefined): boolean {
  return operand?.kind === Kind.call && operand.kids.length === 1 && operand.kids[0]?.kind !== Kind.doBlock
}

function addAttribute(node: Node, attribute: Node, scope: Scope, form: ModuleBuilder): void {
  const name = decoded(attribute.value, scope.isAscii)
  if (isDocumentation(name)) return
  const value = lower(attribute.kids[0] as Node, scope)
  if (name === 'behaviour') {
    if (value.kind === 'atom') form.addBehaviour(declaredBehaviour(value.name))
    return
  }
  form.constants.push({ name, params: none, value, start: node.start, end: node.end })
}
