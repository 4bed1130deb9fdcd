import { results } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Program } from '../program.ts'

const known = ['get', 'get!', 'get_by', 'one', 'all', 'insert', 'update', 'transaction', 'transact', 'query']

/**
 * The modules that are repositories: those that `use Ecto.Repo` (or a `use` of their own that is named Repo), those
 * that hand their functions on to one, and modules called `….Repo` that are not among the files that were read.
 */
export const repos = facet((program): ReadonlySet<string> => {
  const found = new Set<string>()
  const defined = new Set<string>()
  const prefixes = new Set([''])
  for (const file of program.files) {
    for (const module of file.form.modules) {
      defined.add(module.name)
      const [first, second] = module.name.split('.')
      if (first) prefixes.add(`${first}.`)
      if (second) prefixes.add(`${first}.${second}.`)
      if (module.uses.some(({ module: used }) => used === 'Ecto.Repo' || used.endsWith('.Repo')))
        found.add(module.name)
    }
  }
  for (const prefix of prefixes) {
    const name = `${prefix}Repo`
    if (!defined.has(name) && isCalled(program, name)) found.add(name)
  }
  const wrappers: string[] = []
  for (const file of program.files) {
    for (const module of file.form.modules) {
      if (found.has(module.name)) continue
      let handed = 0
      for (const fn of module.functions) {
        if (!known.includes(fn.name)) continue
        const [last] = results(fn.clauses[0]?.body ?? [])
        if (last?.kind === 'call' && last.module && last.name === fn.name && found.has(last.module)) handed++
      }
      if (handed >= 2) wrappers.push(module.name)
    }
  }
  for (const name of wrappers) found.add(name)
  return found
})

function isCalled(program: Program, module: string): boolean {
  return known.some(
    (name) => program.callsOf(module, name).length > 0 || program.callsOf(module, `${name}!`).length > 0,
  )
}
