import type { FunctionForm } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'
import { namesAtom, results } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Machine, machines } from '../machines.ts'

export default defineRule({
  id: 'ra-machine-unversioned',
  family: 'raft',
  severity: 'important',
  title: 'The replicated machine has versions that nothing tells apart',
  problem:
    'During a rolling upgrade old and new members apply the same entries, and after a restart the new code replays the old ones. ra asks `version/0` and `which_module/1` which code an entry is for.',
  failureScenario: [
    'One member runs the new release, the others the old.',
    'An entry is applied by different code on each, or an old entry is replayed by new code.',
    'Their states differ from then on.',
  ],
  impact: 'The replicas diverge at an upgrade, silently and for ever.',
  guardsLookedFor: [
    '`which_module/1` that names the module of each version',
    'a look at `machine_version` of the metadata',
    'a module that is itself an old version kept for replay',
  ],
  fix: {
    summary:
      'Keep the old module for the entries of its version, name it in `which_module/1`, and convert the state at the `machine_version` command.',
    elixir: 'def which_module(0), do: Settings.MachineV0\ndef which_module(1), do: Settings.Machine',
    erlang: 'which_module(0) -> settings_machine_v0;\nwhich_module(1) -> settings_machine.',
    residualRisk:
      'The version rises when all members run the new release: both kinds of code serve until then.',
  },
  sources: [
    'ra, state machine tutorial, State Machine Versioning https://github.com/rabbitmq/ra/blob/main/docs/internals/STATE_MACHINE_TUTORIAL.md',
  ],
  holds: 'replicated state machines tell their versions apart',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const machine of machines(program)) {
      const site = headOf(machine)
      if (!site) continue
      examined.push(site)
      if (machine.keptForReplay || tellsApart(machine)) continue
      const version = versionOf(machine)
      const reasons: Reason[] =
        version === null
          ? [
              {
                name: 'shape',
                text: `\`${machine.module.name}\` has no \`version/0\`: every change of \`apply/3\` is version 0.`,
              },
            ]
          : [
              {
                name: 'shape',
                text: `\`version/0\` is ${version}, and there is no \`which_module/1\`.`,
              },
              {
                name: 'by-contract',
                text: 'ra runs this module for the entries of all versions, and it never looks at `machine_version`.',
              },
            ]
      hits.push({
        site,
        problem: reasons.map(({ text }) => text).join(' '),
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
    return { hits, examined }
  },
})

function headOf({ file, module, apply }: Machine): Site | null {
  const fn = functionOf(module.functions, 'version', 0) ?? apply.fn
  const [clause] = fn.clauses
  const expr = clause?.patterns[0] ?? clause?.body[0]
  return clause && expr ? { expr, frame: { file, module, fn, clause, caller: null } } : null
}

function tellsApart({ module }: Machine): boolean {
  if (functionOf(module.functions, 'which_module', 1)) return true
  return module.functions.some(({ clauses }) =>
    clauses.some((clause) => namesAtom(clause, 'machine_version')),
  )
}

/** What `version/0` answers, if it is a number above 0. */
function versionOf({ module }: Machine): number | null {
  const [clause] = functionOf(module.functions, 'version', 0)?.clauses ?? []
  const [result] = clause ? results(clause.body) : []
  return result?.kind === 'integer' && result.value > 0 ? result.value : null
}

function functionOf(
  functions: readonly FunctionForm[],
  name: string,
  arity: number,
): FunctionForm | undefined {
  return functions.find((fn) => fn.name === name && fn.arity === arity)
}
