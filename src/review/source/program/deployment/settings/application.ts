import type { Expr } from '../../../form.ts'
import { facet } from '../../facet.ts'
import type { Program, Site } from '../../program.ts'
import { deployment } from '../deployment.ts'
import type { Environment } from '../environment.ts'
import { nameOf, pairsOf } from '../literal.ts'
import { type ConfigEntry, configEntries, type SettingsOf } from './entries.ts'
import { type ConfigReader, configReaders } from './readers.ts'

/** A value with the entry that gives it. */
interface ConfigValue {
  readonly site: Site
  readonly entry: ConfigEntry
}

export interface Config {
  readonly entries: readonly ConfigEntry[]
  readonly readers: readonly ConfigReader[]
  /**
   * The values of a setting, those that win in production first: runtime.exs, prod.exs, files for all
   * environments, code, dev.exs, test.exs. Empty where no file sets it under a literal name.
   */
  valueOf(app: string, ...keys: readonly string[]): readonly ConfigValue[]
  /** Who reads a setting, or a part of it, or the whole that it is part of. */
  readersOf(app: string, ...keys: readonly string[]): readonly ConfigReader[]
}

const precedence: Readonly<Record<SettingsOf, number>> = {
  runtime: 0,
  prod: 1,
  all: 2,
  code: 3,
  dev: 4,
  test: 5,
}

/** Settings of applications and who reads them. */
export const config = facet((program): Config => {
  const entries = configEntries(program)
  const readers = configReaders(program)
  return {
    entries,
    readers,
    valueOf: (app, ...keys) => {
      const found: ConfigValue[] = []
      for (const entry of entries) {
        if (entry.app !== app || !isPrefix(entry.keys, keys)) continue
        const expr = descend(entry.value.expr, keys.slice(entry.keys.length))
        if (expr) found.push({ site: { expr, frame: entry.value.frame }, entry })
      }
      return found.sort((a, b) => precedence[a.entry.of] - precedence[b.entry.of])
    },
    readersOf: (app, ...keys) =>
      readers.filter(
        (reader) => reader.app === app && (isPrefix(reader.keys, keys) || isPrefix(keys, reader.keys)),
      ),
  }
})

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
  return short.length <= long.length && short.every((key, index) => key === long[index])
}

function descend(expr: Expr, keys: readonly string[]): Expr | null {
  let at: Expr | undefined = expr
  for (const key of keys) at = pairsOf(at).findLast((pair) => pair.key === key)?.value
  return at ?? null
}

/** A setting of the kernel application, whoever sets it. */
export interface KernelSetting {
  /** As text where it is spelled out, else null. */
  readonly value: string | null
  readonly environment: Environment
  readonly via: 'flag' | 'config'
  readonly site: Site
}

/** `net_ticktime`, `prevent_overlapping_partitions`, `connect_all` … from vm.args, ERL_FLAGS, sys.config and code. */
export function kernelSettings(program: Program, key: string): readonly KernelSetting[] {
  const found: KernelSetting[] = []
  for (const { flag, key: named, value, literal, environment, site } of deployment(program).flags) {
    // `-connect_all false` is a flag of its own and the same setting.
    const one = (flag === '-kernel' && named === key) || (flag === '-connect_all' && key === 'connect_all')
    if (one) found.push({ value: literal ? value : null, environment, via: 'flag', site })
  }
  for (const { site, entry } of config(program).valueOf('kernel', key)) {
    const { expr } = site
    const value = expr.kind === 'integer' ? String(expr.value) : nameOf(expr)
    found.push({ value, environment: entry.environment, via: 'config', site })
  }
  return found
}
