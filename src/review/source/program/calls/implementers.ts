import { facet } from '../facet.ts'
import type { Definition, Frame, Program } from '../program.ts'
import { behavioursOf } from './injected.ts'
import { allModules, type ModulePlace } from './modules.ts'

const implementing = facet((program) => {
  const byBehaviour = new Map<string, ModulePlace[]>()
  for (const places of allModules(program)) {
    for (const place of places) {
      for (const behaviour of behavioursOf(program, place.file, place.module)) {
        const known = byBehaviour.get(behaviour)
        if (known) known.push(place)
        else byBehaviour.set(behaviour, [place])
      }
    }
  }
  return byBehaviour
})

/** Modules that declare a behaviour or implement a protocol, by their own attribute or through `use`. */
export function implementersOf(program: Program, behaviour: string): readonly ModulePlace[] {
  return implementing(program).get(behaviour) ?? []
}

const byCallback = facet((_) => new Map<string, readonly Definition[]>())

/**
 * Who may answer `Mod.name(…)` where Mod is only known at run time: implementers of a behaviour that has this callback.
 * The form holds no callback declarations; a function that most implementers of a behaviour export is taken for one.
 * Of the calling module's own behaviour where it is one.
 */
export function candidates(
  program: Program,
  frame: Frame,
  name: string,
  arity: number,
): readonly Definition[] {
  const own = frame.module ? implementersOf(program, frame.module.name) : []
  const ofOwn = definedBy(own, name, arity)
  if (ofOwn.length > 0) return serving(frame, ofOwn)
  const memo = byCallback(program)
  const key = `${name}/${arity}`
  let all = memo.get(key)
  if (!all) {
    const found = new Set<Definition['fn']>()
    const kept: Definition[] = []
    for (const places of implementing(program).values()) {
      const defined = definedBy(places, name, arity)
      if (defined.length * 2 <= places.length) continue
      for (const definition of defined) {
        if (found.has(definition.fn)) continue
        found.add(definition.fn)
        kept.push(definition)
      }
    }
    all = kept
    memo.set(key, all)
  }
  return serving(frame, all)
}

function definedBy(places: readonly ModulePlace[], name: string, arity: number): Definition[] {
  const found: Definition[] = []
  for (const { file, module } of places) {
    for (const fn of module.functions) {
      if (fn.name === name && fn.minArity <= arity && arity <= fn.arity && fn.exported)
        found.push({ file, module, fn })
    }
  }
  return found
}

/** Code that runs is not answered by implementations of the tests. */
function serving(frame: Frame, found: readonly Definition[]): readonly Definition[] {
  if (frame.file.pathClass === 'test') return found
  const kept = found.filter(({ file }) => file.pathClass !== 'test')
  return kept.length === found.length ? found : kept
}
