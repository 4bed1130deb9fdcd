import { serverModules } from '../../../source/program/processes/servers.ts'
import { supervision } from '../../../source/program/processes/supervision/supervision.ts'
import type { Definition, Program, Site } from '../../../source/program/program.ts'
import { type Access, accesses, isWrite } from '../../../source/program/stores/index.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { placeOf, reachedFrom, throughOf } from '../reached.ts'
import { sharedWrite, storeNamed } from '../shared-store.ts'

const kinds = new Set(['gen_server', 'gen_statem', 'gen_event', 'gen_stage'])
/** What releases or hands back; a row that is added at the end is mostly a note of how it ended. */
const releasing = new Set(['delete', 'clear', 'update-all'])

export default defineRule({
  id: 'terminate-relied-on',
  family: 'remote-calls',
  severity: 'important',
  title: 'Something outside is cleaned up only in terminate',
  problem:
    '`terminate` does not run when the process is killed, when the node crashes, or when its supervisor stops it and it does not trap exits.',
  failureScenario: [
    'The supervisor stops the process, at a deploy for instance, or the node loses power.',
    '`terminate` is not called.',
    'The row, lock or session outside stays as if the process lived.',
  ],
  impact: 'What was held stays held, or the last changes are lost, until somebody repairs it by hand.',
  guardsLookedFor: [
    '`trap_exit` in the process',
    'the same clean-up from another callback or another process',
    'a time to live on what is held',
  ],
  fix: {
    summary:
      'Tie what is held to a time to live or to a monitor on the other side; `terminate` only shortens the wait.',
    elixir:
      'def handle_info({:DOWN, _ref, :process, pid, _reason}, state) do\n  release(state.held[pid])\n  {:noreply, state}\nend',
    erlang:
      "handle_info({'DOWN', _Ref, process, Pid, _Reason}, State) ->\n    release(maps:get(Pid, State)),\n    {noreply, State}.",
    residualRisk: 'A monitor on the same node ends with it: a time to live is needed as well.',
  },
  sources: [
    'OTP stdlib, `gen_server` terminate/2 https://www.erlang.org/doc/apps/stdlib/gen_server.html',
    'Elixir, `GenServer` terminate/2 https://hexdocs.pm/elixir/GenServer.html#c:terminate/2',
  ],
  holds: 'what is held outside is released without terminate as well',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const server of serverModules(program)) {
      if (!kinds.has(server.kind)) continue
      for (const fn of server.callbacks.keys()) {
        if (fn.name !== 'terminate') continue
        for (const hit of ofTerminate(program, { ...server, fn })) {
          examined.push(hit.site)
          hits.push(hit)
        }
      }
    }
    return { hits, examined }
  },
})

function ofTerminate(program: Program, definition: Definition): Hit[] {
  const { file, module, fn } = definition
  const supervised = isSupervised(program, module.name)
  const traps = module.functions.some(({ clauses }) =>
    clauses.some((clause) => namesAtom(clause, 'trap_exit')),
  )
  for (const clause of fn.clauses) {
    const frame = { file, module, fn, clause, caller: null }
    for (const step of reachedFrom(program, { frame, clause })) {
      const access = sharedWrite(program, step.site.expr)
      if (!access || !(releasing.has(access.operation) || isRowUpdate(access))) continue
      if (doneElsewhere(program, access, step.site, definition)) continue
      const reasons: Reason[] = [
        { name: 'shape', text: `Only \`terminate\` leads to this change of ${storeNamed(access)}.` },
        ...(traps || !supervised
          ? []
          : [
              {
                name: 'by-contract' as const,
                text: 'The process does not trap exits, so its supervisor ends it without `terminate`.',
              },
            ]),
        { name: 'shared-state', text: 'What it changes is outside the process and outlives it.' },
        ...placeReasons(frame),
      ]
      const why =
        traps || !supervised
          ? '`terminate` does not run when the process is killed or the node crashes.'
          : 'The process does not trap exits: a supervisor that stops it, at each deploy, does so without `terminate`.'
      return [
        {
          site: placeOf(step, frame),
          reasons,
          problem: `The change of ${storeNamed(access)}${throughOf(step)} is made only in \`terminate\`. ${why}`,
        },
      ]
    }
  }
  return []
}

/** A row of the database that is changed: a state that is set back. */
function isRowUpdate({ store, operation }: Access): boolean {
  return store === 'ecto' && operation === 'write'
}

/** Whether a supervisor starts the process, and so ends it. */
function isSupervised(program: Program, module: string): boolean {
  const { supervisorsOf, dynamicChildren } = supervision(program)
  return supervisorsOf(module).length > 0 || dynamicChildren.some(({ child }) => child?.module === module)
}

/** Whether the same table gets such a change from anywhere but this function: a sweeper, another callback. */
function doneElsewhere(program: Program, access: Access, site: Site, terminate: Definition): boolean {
  if (access.table === null || access.table.by === 'variable' || access.table.by === 'computed') return true
  if (site.frame.fn !== terminate.fn && reachedByOthers(program, site, terminate)) return true
  return accesses(program).some(
    (other) =>
      isWrite(other) &&
      other.site.expr !== site.expr &&
      other.table?.id === access.table?.id &&
      (other.operation === 'expire' || other.operation === access.operation) &&
      other.site.frame.file.pathClass !== 'test',
  )
}

/** A helper that other functions call as well. */
function reachedByOthers(program: Program, { frame }: Site, terminate: Definition): boolean {
  if (!frame.fn || !frame.module) return true
  const callers = program.callersOf(frame.module.name, frame.fn)
  return callers.some((caller) => caller.frame.fn !== terminate.fn)
}
