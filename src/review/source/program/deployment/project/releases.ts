import type { Program, Site } from '../../program.ts'
import { append } from '../append.ts'
import { type Environment, environmentOf } from '../environment.ts'
import { itemsOf, nameOf, pairOf, pairsOf, textAt } from '../literal.ts'
import { frameOf, type Placed } from '../placed.ts'

/** A release as mix.exs or rebar.config (relx) defines it. */
export interface Release {
  readonly tool: 'mix' | 'relx'
  readonly name: string
  readonly applications: readonly string[]
  /** A cookie that stands in the file. */
  readonly cookie: Placed<string> | null
  /** Path of vm.args as written (mix: of the folder that holds its template); null where the default is used. */
  readonly vmArgs: Placed<string> | null
  /** Path of sys.config as written (relx). */
  readonly sysConfig: Placed<string> | null
  readonly environment: Environment
  readonly site: Site
}

/** Releases of a project: `releases:` of mix.exs (none where mix makes its default one), `relx` of rebar.config. */
export function releasesOf(program: Program, project: Site): Release[] {
  const { file } = project.frame
  if (file.form.language === 'erlang') return relx(project)
  const releases = pairOf(project.expr, 'releases')
  if (!releases) return []
  const items = itemsOf(program, { expr: releases.value, frame: project.frame })
  const found: Release[] = []
  for (const { expr, frame } of items) {
    const name = expr.kind === 'tuple' ? nameOf(expr.items[0]) : null
    if (expr.kind !== 'tuple' || name === null || !expr.items[1]) continue
    const options: Site = { expr: expr.items[1], frame }
    found.push({
      tool: 'mix',
      name,
      applications: pairsOf(pairOf(options.expr, 'applications')?.value).map(({ key }) => key),
      cookie: textAt(options, 'cookie'),
      vmArgs: textAt(options, 'rel_templates_path'),
      sysConfig: null,
      environment: environmentOf(file, 'production'),
      site: { expr, frame },
    })
  }
  return found
}

/** `{relx, [{release, {name, vsn}, apps}, {vm_args, path}]}`, at the top and in profiles. */
function relx({ frame: { file } }: Site): Release[] {
  const frame = frameOf(file)
  const found: Release[] = []
  for (const term of file.form.body) {
    const [key, value] = term.kind === 'tuple' ? term.items : []
    if (nameOf(key) === 'relx' && value) append(found, ofRelx({ expr: value, frame }, null))
    if (nameOf(key) !== 'profiles') continue
    for (const profile of pairsOf(value)) {
      const inner = pairOf(profile.value, 'relx')
      if (inner) append(found, ofRelx({ expr: inner.value, frame }, profile.key))
    }
  }
  return found
}

function ofRelx(options: Site, profile: string | null): Release[] {
  const { expr, frame } = options
  if (expr.kind !== 'list') return []
  const otherwise = environmentOf(frame.file, 'production')
  const environment =
    profile === null ? otherwise : environmentOf({ path: profile, pathClass: 'service' }, otherwise)
  return expr.items.flatMap((item): Release[] => {
    if (item.kind !== 'tuple' || nameOf(item.items[0]) !== 'release') return []
    const [, named, apps] = item.items
    const name = named?.kind === 'tuple' ? nameOf(named.items[0]) : nameOf(named)
    if (name === null || apps?.kind !== 'list') return []
    const applications = apps.items.flatMap((app) => nameOf(app.kind === 'tuple' ? app.items[0] : app) ?? [])
    return [
      {
        tool: 'relx',
        name,
        applications,
        cookie: null,
        vmArgs: textAt(options, 'vm_args') ?? textAt(options, 'vm_args_src'),
        sysConfig: textAt(options, 'sys_config') ?? textAt(options, 'sys_config_src'),
        environment,
        site: { expr: item, frame },
      },
    ]
  })
}
