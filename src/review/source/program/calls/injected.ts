import type { Expr, FunctionForm, ModuleForm } from '../../form.ts'
import type { Program, SourceFile } from '../program.ts'
import { modulesNamed, nearest } from './modules.ts'
import { quotedBy } from './quoted.ts'

/** How far `use` is followed through modules that `use` others in their quotes. */
const deepest = 5

/** All that `use` brought into one module. */
export interface Injection {
  /** By `name/arity`, where the quoted definition stands. */
  readonly functions: ReadonlyMap<
    string,
    { readonly file: SourceFile; readonly module: ModuleForm; readonly fn: FunctionForm }
  >
  readonly imports: readonly { readonly module: string; readonly only: ReadonlySet<string> | null }[]
  /** Every module used, directly or through others, whether the program holds it or not. */
  readonly uses: ReadonlySet<string>
  readonly behaviours: ReadonlySet<string>
}

/** Elixir's names of OTP's behaviours: `use` of one of them declares it. */
const declared: Record<string, string | undefined> = {
  GenServer: 'gen_server',
  Supervisor: 'supervisor',
  DynamicSupervisor: 'supervisor',
  'Horde.DynamicSupervisor': 'supervisor',
  Application: 'application',
  GenEvent: 'gen_event',
  GenStateMachine: 'gen_statem',
}

const injections = new WeakMap<Program, WeakMap<ModuleForm, Injection>>()

/** What `use` injects into `module`, through as many modules of the program as use each other. */
export function injectionOf(program: Program, file: SourceFile, module: ModuleForm): Injection {
  let known = injections.get(program)
  if (!known) {
    known = new WeakMap()
    injections.set(program, known)
  }
  const before = known.get(module)
  if (before) return before
  const found = {
    functions: new Map<string, { file: SourceFile; module: ModuleForm; fn: FunctionForm }>(),
    imports: [] as { module: string; only: ReadonlySet<string> | null }[],
    uses: new Set<string>(),
    behaviours: new Set<string>(),
  }
  const add = (used: string, options: Expr | null, depth: number) => {
    const behaviour = declared[used]
    if (behaviour) found.behaviours.add(behaviour)
    if (depth === 0 || (found.uses.has(used) && depth < deepest)) return
    found.uses.add(used)
    for (const place of nearest(file, modulesNamed(program, used))) {
      const quoted = quotedBy(place.module, options)
      for (const fn of quoted.functions)
        for (let arity = fn.minArity; arity <= fn.arity; arity++) {
          const key = `${fn.name}/${arity}`
          if (!found.functions.has(key)) found.functions.set(key, { ...place, fn })
        }
      found.imports.push(...quoted.imports)
      for (const name of quoted.behaviours) found.behaviours.add(declared[name] ?? name)
      for (const use of quoted.uses) add(use.module, use.options, depth - 1)
      if (isCaseTemplate(place.module)) add('ExUnit.Case', null, depth - 1)
    }
  }
  for (const { module: used, options } of module.uses) add(used, options, deepest)
  known.set(module, found)
  return found
}

/** Whoever uses a template of test cases uses ExUnit.Case by that. Source: ExUnit.CaseTemplate's documentation. */
function isCaseTemplate(module: ModuleForm): boolean {
  return module.uses.some((use) => use.module === 'ExUnit.CaseTemplate')
}

/** The behaviours of a module, those that `use` declares included. */
export function behavioursOf(program: Program, file: SourceFile, module: ModuleForm): ReadonlySet<string> {
  const all = new Set(module.behaviours)
  if (module.uses.length > 0)
    for (const behaviour of injectionOf(program, file, module).behaviours) all.add(behaviour)
  return all
}
