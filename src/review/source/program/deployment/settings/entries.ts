import type { Call, Expr } from '../../../form.ts'
import { type Ancestor, isClause, visitAll } from '../../../walk.ts'
import type { Program, Site, SourceFile } from '../../program.ts'
import { append } from '../append.ts'
import { type Environment, environmentOf } from '../environment.ts'
import { nameOf, pairsOf } from '../literal.ts'
import { frameOf } from '../placed.ts'

/** Which environments a file of settings speaks of. */
export type SettingsOf = 'dev' | 'test' | 'prod' | 'runtime' | 'all' | 'code'

/** A setting of an application, as deep as the file's own structure names it. */
export interface ConfigEntry {
  readonly app: string
  /** Keys from the outermost; a module's name is a key. Deeper ones are reached through `value`. */
  readonly keys: readonly string[]
  readonly value: Site
  readonly of: SettingsOf
  /** `production` where it is in force there: settings for all environments are. */
  readonly environment: Environment
}

/** The entries of config/*.exs, sys.config and app.src, and what code puts into the application's environment. */
export function configEntries(program: Program): readonly ConfigEntry[] {
  const found: ConfigEntry[] = []
  for (const file of program.files) {
    if (isConfigScript(file)) append(found, scriptEntries(file))
    else if (/(^|[/.])sys\.config(\.src|\.eex)?$|(^|\/)app\.config$/.test(file.path))
      append(found, termEntries(file))
    else if (file.path.endsWith('.app.src')) append(found, applicationEntries(file))
  }
  append(found, putEntries(program))
  return found
}

function isConfigScript(file: SourceFile): boolean {
  return (
    file.path.endsWith('.exs') &&
    (/(^|\/)config\/.+\.exs$/.test(file.path) ||
      /^\s*(import Config|use Mix\.Config)\b/m.test(file.text.slice(0, 4_000)))
  )
}

function scriptEntries(file: SourceFile): ConfigEntry[] {
  const frame = frameOf(file)
  const whole = scriptOf(file.path)
  const found: ConfigEntry[] = []
  visitAll(file.form.body, (expr, ancestors) => {
    if (expr.kind !== 'call' || expr.name !== 'config' || !isConfig(expr)) return
    const of = ofBranches(ancestors) ?? whole
    const environment = environmentFor(of, file)
    const [app, key, value] = expr.args
    const name = nameOf(app)
    if (name === null || !key) return
    const entry = (keys: readonly string[], at: Expr) =>
      found.push({ app: name, keys, value: { expr: at, frame }, of, environment })
    const literal = nameOf(key)
    if (value && literal !== null) entry([literal], value)
    else if (!value) for (const pair of pairsOf(key)) entry([pair.key], pair.value)
  })
  return found
}

function isConfig({ module }: Call): boolean {
  return module === null || module === 'Config' || module === 'Mix.Config'
}

function scriptOf(path: string): SettingsOf {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^(runtime|releases)\b/.test(name)) return 'runtime'
  const named = /^(dev|test|prod)\b/.exec(name)?.[1]
  return (named as SettingsOf | undefined) ?? 'all'
}

function environmentFor(of: SettingsOf, file: SourceFile): Environment {
  if (of === 'dev') return 'development'
  if (of === 'test') return 'test'
  // `lib/…/config/config.exs` of a fixture or an example stays what its folder says.
  const { path, pathClass } = file
  return environmentOf({ path: path.replace(/[^/]*$/, ''), pathClass }, 'production')
}

/** What `if config_env() == :prod` and `case Mix.env() do` say of the place; null where nothing does. */
function ofBranches(ancestors: readonly Ancestor[]): SettingsOf | null {
  let found: SettingsOf | null = null
  for (const [depth, above] of ancestors.entries()) {
    if (isClause(above) || above.kind !== 'branch' || !above.subject) continue
    const clause = ancestors[depth + 1]
    if (!clause || !isClause(clause)) continue
    const named = environmentNamed(above.subject, clause.patterns[0])
    if (named) found = named
  }
  return found
}

function environmentNamed(subject: Expr, pattern: Expr | undefined): SettingsOf | null {
  if (isEnvironment(subject)) return asSettings(nameOf(pattern))
  if (subject.kind !== 'op' || !subject.args.some(isEnvironment)) return null
  const holds = nameOf(pattern) === 'true'
  const positive = subject.op === '==' || subject.op === '==='
  const negative = subject.op === '!=' || subject.op === '!=='
  if ((positive && holds) || (negative && !holds))
    return asSettings(nameOf(subject.args.find((arg) => !isEnvironment(arg))))
  return null
}

function isEnvironment(expr: Expr): boolean {
  return (
    expr.kind === 'call' && (expr.name === 'config_env' || (expr.module === 'Mix' && expr.name === 'env'))
  )
}

function asSettings(name: string | null): SettingsOf | null {
  return name === 'dev' || name === 'test' || name === 'prod' ? name : null
}

/** `[{app, [{key, value}]}].` */
function termEntries(file: SourceFile): ConfigEntry[] {
  const frame = frameOf(file)
  const environment = environmentOf(file, 'production')
  return file.form.body.flatMap((term) =>
    pairsOf(term).flatMap(({ key: app, value }) =>
      pairsOf(value).map(
        (pair): ConfigEntry => ({
          app,
          keys: [pair.key],
          value: { expr: pair.value, frame },
          of: 'all',
          environment,
        }),
      ),
    ),
  )
}

/** `{application, name, [{env, […]}]}.` */
function applicationEntries(file: SourceFile): ConfigEntry[] {
  const frame = frameOf(file)
  return file.form.body.flatMap((term) => {
    if (term.kind !== 'tuple' || nameOf(term.items[0]) !== 'application') return []
    const app = nameOf(term.items[1])
    const env = pairsOf(term.items[2]).find(({ key }) => key === 'env')
    if (app === null) return []
    return pairsOf(env?.value).map(
      ({ key, value }): ConfigEntry => ({
        app,
        keys: [key],
        value: { expr: value, frame },
        of: 'all',
        environment: environmentOf(file, 'production'),
      }),
    )
  })
}

function putEntries(program: Program): ConfigEntry[] {
  const calls = [...program.callsOf('Application', 'put_env'), ...program.callsOf('application', 'set_env')]
  return calls.flatMap(({ expr, frame }) => {
    const [app, key, value] = expr.args
    const name = nameOf(app)
    const literal = nameOf(key)
    if (name === null || literal === null || !value) return []
    const environment = environmentOf(frame.file, 'production')
    return [{ app: name, keys: [literal], value: { expr: value, frame }, of: 'code', environment }]
  })
}
