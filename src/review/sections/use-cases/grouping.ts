import { locationOf, symbolOf } from '../../source/program/place.ts'
import type { Program, Site } from '../../source/program/program.ts'
import type { Mechanism } from './mechanisms.ts'

/** A use case as the code shows it. */
export interface Found {
  readonly name: string
  readonly mechanism: Mechanism
  readonly sites: readonly Site[]
}

export function calls(program: Program, module: string, names: readonly string[]): Site[] {
  return names.flatMap((name) => program.callsOf(module, name))
}

export function one(mechanism: Mechanism, name: string, sites: readonly Site[]): Found[] {
  return sites.length > 0 ? [{ name, mechanism, sites }] : []
}

/** A lock of another module guards something else; named by its function where one function takes it. */
export function byModule(mechanism: Mechanism, sites: readonly Site[]): Found[] {
  const groups = new Map<string, Site[]>()
  for (const site of sites) {
    const name = site.frame.module?.name ?? locationOf(site).path
    const known = groups.get(name)
    if (known) known.push(site)
    else groups.set(name, [site])
  }
  return [...groups].map(([module, own]) => {
    const functions = new Set(own.map(({ frame }) => symbolOf(frame)))
    const [only] = functions
    return { name: functions.size === 1 && only ? only : module, mechanism, sites: own }
  })
}
