import { type SpecialForm, specialForms } from './control.ts'
import { kernelNames } from './kernel-names.ts'
import { importedNames } from './known-imports.ts'
import type { Scope } from './scope.ts'
import { type Target, targetOf } from './targets.ts'
import { decoded } from './text-content.ts'

/** What a name means when it is called by itself at one place: found out once for each arity. */
export class Callee {
  readonly name: string
  /** The language's own form of this name. */
  readonly special: SpecialForm | null
  /** True where a function of this name can be called without arguments, so that the name alone may be a call. */
  readonly callableAlone: boolean
  private readonly targets: (Target | undefined)[] = []
  private readonly scope: Scope

  /** `name` as it stands in the file. */
  constructor(name: string, scope: Scope) {
    this.scope = scope
    this.name = decoded(name, scope.isAscii)
    this.special = specialForms.get(this.name) ?? null
    this.callableAlone = scope.definesOwn(this.name, 0) || kernelNames.has(this.name, 0)
  }

  /** Its special form, unless the module defines a function of that name and arity. */
  specialFor(arity: number): SpecialForm | null {
    return this.special !== null && !this.scope.definesOwn(this.name, arity) ? this.special : null
  }

  target(arity: number): Target {
    let target = this.targets[arity]
    if (target === undefined) {
      target = targetOf(moduleOf(this.name, arity, this.scope), this.name, arity)
      this.targets[arity] = target
    }
    return target
  }
}

/**
 * The module of a function called by its name alone: the module's own, one whose import is known to bring it, Kernel's,
 * the only other module imported as a whole, else taken for the module's own. Null where that is not known: outside
 * modules, and in quoted code, which runs in another module.
 */
function moduleOf(name: string, arity: number, scope: Scope): string | null {
  if (scope.definesOwn(name, arity)) return scope.module
  /** Modules that may bring the name; null is one that is not known. */
  const candidates = new Set<string | null>()
  let fromKernel = kernelNames.has(name, arity)
  for (const { module, only, except } of scope.imports.toReversed()) {
    const isExcepted = except?.has(name, arity) ?? false
    if (module === 'Kernel') fromKernel &&= only ? only.has(name, arity) : !isExcepted
    else if (only) {
      if (only.has(name, arity)) return module
    } else if (!isExcepted) {
      const names = module === null ? undefined : importedNames(module)
      if (names?.has(name)) return module
      if (!names) candidates.add(module)
    }
  }
  if (fromKernel) return 'Kernel'
  const [only = null] = candidates
  if (candidates.size === 1 && only !== null) return only
  return scope.isQuoted ? null : scope.module
}
