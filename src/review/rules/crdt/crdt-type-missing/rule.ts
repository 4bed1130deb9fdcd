import type { Call, Expr } from '../../../source/form.ts'
import { projects } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { deltaCalls, library, replicas } from '../delta-crdt.ts'

/** The modules of the package. */
const shipped = new Set(['DeltaCrdt.AWLWWMap', 'DeltaCrdt.CausalCrdt', 'DeltaCrdt.Storage', 'AWLWWMap'])
/** Types that people expect. */
const expected = [
  'PNCounter',
  'GCounter',
  'Counter',
  'GSet',
  'PNSet',
  'ORSet',
  'ORMap',
  'AWSet',
  'AWORSet',
  'TwoPSet',
  'Set',
  'Map',
  'RWMap',
  'LWWMap',
  'LWWRegister',
  'MVRegister',
  'Register',
  'Flag',
]

export default defineRule({
  id: 'crdt-type-missing',
  family: 'crdt',
  severity: 'critical',
  title: 'The CRDT type or function does not exist',
  problem:
    'The package delta_crdt has one type, `DeltaCrdt.AWLWWMap`, and starts it by `DeltaCrdt.start_link/2`.',
  failureScenario: [
    'The supervisor starts the replica.',
    'The module or function is not there: the start ends in `undef`.',
    'The supervisor gives up, and the node does not come up.',
  ],
  impact: 'The service crashes at its start, or at the first call.',
  guardsLookedFor: ['a module of that name in the project', '`DeltaCrdt.AWLWWMap`'],
  fix: {
    summary:
      'Use `DeltaCrdt.AWLWWMap`; keep a counter or a set as entries of it, one key for each replica or element.',
    elixir:
      'children = [{DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Carts.Crdt}]\nSupervisor.start_link(children, strategy: :one_for_one)',
    erlang: "{ok, Crdt} = 'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.AWLWWMap', [{name, carts}])",
    residualRisk:
      'Of two concurrent writes of one key one is lost: a number kept under one key is no counter.',
  },
  sources: ['delta_crdt, modules https://hexdocs.pm/delta_crdt/api-reference.html'],
  holds: 'CRDT types and functions exist in the library',
  check(program) {
    const hits = new Map<unknown, Hit>()
    const examined: Site[] = []
    if (isOld(program)) return { hits: [], examined }
    for (const { site, type } of replicas(program)) {
      examined.push(site)
      const name = type ? typeName(program, { expr: type, frame: site.frame }) : null
      if (name && isMissing(program, name))
        add(hits, site, `\`${name}\` is no type of delta_crdt, and the project defines no such module.`)
    }
    for (const site of deltaCalls(program, 'mutate')) {
      examined.push(site)
      if (site.expr.args.length === 2)
        add(
          hits,
          site,
          '`DeltaCrdt.mutate/2` does not exist; `mutate/3` and `/4` are deprecated for `put/4`.',
        )
    }
    for (const site of missingCalls(program)) {
      examined.push(site)
      add(hits, site, `\`${site.expr.module}.${site.expr.name}/${site.expr.args.length}\` is not there.`)
    }
    return { hits: [...hits.values()], examined }
  },
})

/** Before 0.5 the package had other types, which were removed. */
function isOld(program: Program): boolean {
  const locked = projects(program).dependencies.find(({ name }) => name === 'delta_crdt')?.locked?.value
  return locked !== undefined && /^0\.[0-4]\./.test(locked)
}

function add(hits: Map<unknown, Hit>, site: Site, text: string): void {
  if (hits.has(site.expr)) return
  const reasons: Reason[] = [
    { name: 'shape', text },
    { name: 'by-contract', text: 'The package has the modules AWLWWMap, CausalCrdt and Storage.' },
  ]
  hits.set(site.expr, {
    site,
    problem: `${text} The package has one type, \`DeltaCrdt.AWLWWMap\`, started by \`DeltaCrdt.start_link/2\`.`,
    reasons: [...reasons, ...placeReasons(site.frame)],
  })
}

/** The type as an atom, without the prefix of Elixir's modules. */
function typeName(program: Program, site: Site): string | null {
  const all = origins(program, site)
  const [origin] = all
  return all.length === 1 && origin ? atomOf(origin.expr) : null
}

function atomOf(expr: Expr): string | null {
  return expr.kind === 'atom' ? expr.name.replace(/^Elixir\./, '') : null
}

function isMissing(program: Program, name: string): boolean {
  return name.startsWith('DeltaCrdt.') && !shipped.has(name) && !isDefined(program, name)
}

function isDefined(program: Program, name: string): boolean {
  return program.files.some(({ form }) => form.modules.some((module) => module.name === name))
}

/** Calls of types that are not there, and of a start that the one type does not have. */
function missingCalls(program: Program): readonly Site<Call>[] {
  const found: Site<Call>[] = []
  for (const prefix of library) {
    found.push(...program.callsOf(`${prefix}.AWLWWMap`, 'start_link'))
    for (const type of expected) {
      const name = `${prefix}.${type}`
      const calls = program.firstCalls(name)
      if (calls.length > 0 && !isDefined(program, name)) found.push(...calls)
    }
  }
  return found
}
