import type { Clause } from '../../../source/form.ts'
import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { type Process, processOf } from '../../../source/program/processes/processes.ts'
import type { RegisteredName } from '../../../source/program/processes/registered-name.ts'
import { registrations, starts } from '../../../source/program/processes/registrations.ts'
import { supervision } from '../../../source/program/processes/supervision/supervision.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { keepsState } from './held-state.ts'

/** A name of `global` that a process takes. */
interface Taken {
  readonly site: Site
  readonly name: RegisteredName
  readonly process: Process
  /** By `register_name`, whose answer is `yes` or `no`; else in the options of a start. */
  readonly byCall: boolean
}

export default defineRule({
  id: 'global-conflict-default-kill',
  family: 'registries',
  severity: 'important',
  title: 'Two holders of a global name, one killed at random',
  problem:
    'The name is registered with the default resolver. After a cut both sides hold it, and when they meet one of the two is killed at random, with the state that only it has.',
  failureScenario: [
    'The network splits; each side registers the name and goes on with a state of its own.',
    'The network heals, and `random_exit_name` kills one of the two.',
    'If it was the one with more to lose, that is gone. Its supervisor starts it again, which fails with `already_started` until its restarts are used up.',
  ],
  impact:
    'What one side accepted during the cut is lost at random, and a supervisor may give up with all its children.',
  guardsLookedFor: [
    'a resolver of its own (`register_name/3`)',
    'a start that makes `ignore` of `already_started`',
    'a state that is loaded when the process starts',
    'a child that is temporary',
  ],
  fix: {
    summary:
      'Let the loser go without failing, watch the winner, and keep the state where a cut cannot double it.',
    elixir:
      'def start_link(arg) do\n  case GenServer.start_link(__MODULE__, arg, name: {:global, __MODULE__}) do\n    {:error, {:already_started, _pid}} -> :ignore\n    other -> other\n  end\nend',
    erlang:
      'start_link(Arg) ->\n    case gen_server:start_link({global, my_server}, my_server, Arg, []) of\n        {error, {already_started, _Pid}} -> ignore;\n        Other -> Other\n    end.',
    residualRisk:
      'Somebody must start it again when the winner dies (a monitor and a retry, or a lock of the database). Two still run during a cut.',
  },
  sources: ['OTP kernel, global: resolve functions https://www.erlang.org/doc/apps/kernel/global.html'],
  holds: 'names of `global` have a resolver, or a loser that has nothing to lose',
  check(program) {
    const examined = taken(program)
    const hits: Hit[] = []
    const seen = new Set<unknown>()
    for (const one of examined) {
      if (seen.has(one.site.expr) || !atRisk(program, one)) continue
      seen.add(one.site.expr)
      hits.push({ site: one.site, reasons: [...reasonsFor(program, one), ...placeReasons(one.site.frame)] })
    }
    return { hits, examined: examined.map(({ site }) => site) }
  },
})

function taken(program: Program): Taken[] {
  const found: Taken[] = []
  for (const { site, name, module } of starts(program)) {
    if (!name || !isGlobal(name)) continue
    const process = processNamed(program, module)
    if (process) found.push({ site, name, process, byCall: false })
  }
  for (const { site, by, name } of registrations(program)) {
    if (by !== 'global:register_name' || site.expr.args.length !== 2) continue
    const process = processOf(program, site.frame.module)
    const [, pid] = site.expr.args
    const itself = pid?.kind === 'call' && pid.module === 'erlang' && pid.name === 'self'
    if (process && itself) found.push({ site, name, process, byCall: true })
  }
  return found
}

function isGlobal({ scope, registry }: RegisteredName): boolean {
  return scope === 'global' || (scope === 'via' && registry === 'global')
}

function processNamed(program: Program, module: string): Process | null {
  for (const file of program.files)
    for (const form of file.form.modules) if (form.name === module) return processOf(program, form)
  return null
}

function atRisk(program: Program, { site, name, process }: Taken): boolean {
  // A name with the node in it has one holder, whatever is cut.
  if (sourceOf(program, name.site, 'identity')) return false
  if (!keepsState(process) || isTemporary(program, process)) return false
  // Somebody starts it for one piece of work, and nobody starts it again.
  if (!isSupervised(program, process)) return false
  return !(handled(site.frame.clause) || callersHandle(program, site))
}

/** `already_started`, or the loser's `no`, is dealt with. */
function handled(clause: Clause): boolean {
  return namesAtom(clause, 'already_started') || namesAtom(clause, 'already_registered')
}

function callersHandle(program: Program, site: Site): boolean {
  const { module, fn } = site.frame
  const above = ancestorsOf(site).at(-1)
  // `case register_name(...) of yes -> ...; no -> ...`: the loser is thought of.
  if (above && !isClause(above) && above.kind === 'branch') return true
  if (!module || !fn) return false
  return program.callersOf(module.name, fn).some(({ frame }) => handled(frame.clause))
}

function isSupervised(program: Program, { module, multiplicity }: Process): boolean {
  if (multiplicity === 'per-node' || multiplicity === 'per-key') return true
  return supervision(program).supervisorsOf(module.name).length > 0
}

function isTemporary(program: Program, { module }: Process): boolean {
  const parents = supervision(program).supervisorsOf(module.name)
  if (parents.length > 0 && parents.every(({ child }) => child.restart === 'temporary')) return true
  if (module.uses.some(({ options }) => options !== null && namesAtom(options, 'temporary'))) return true
  // A specification that the module gives of itself.
  return module.functions.some(({ clauses }) => clauses.some((clause) => namesAtom(clause, 'temporary')))
}

function reasonsFor(program: Program, { name, process, byCall }: Taken): Reason[] {
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: byCall
        ? '`register_name/2` takes a name without a resolver.'
        : 'A start takes a name of `global`, which has no place for a resolver.',
    },
    {
      name: 'by-contract',
      text: 'Without one `global` kills one of two holders at random when they meet.',
    },
    {
      name: 'searched-everywhere',
      text: `\`${process.module.name}\` keeps what it is told; no resolver, no \`ignore\` and nothing that its start loads was found.`,
    },
  ]
  const [cluster] = clusterEvidence(program)
  if (cluster) reasons.push({ name: 'clustered', text: 'More than one node runs.', site: cluster.site })
  if (name.name === null)
    reasons.push({ name: 'unknown-target', text: 'The name is computed: whether two take it is not seen.' })
  return reasons
}
