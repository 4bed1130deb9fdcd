import type { Location } from '../../report.ts'
import { hasHealingLibrary } from '../../rules/mnesia/healing-library.ts'
import type { Site } from '../../source/program/program.ts'
import type { UseCase } from '../shape.ts'
import { places, reviewed, type Subject } from '../subject.ts'

/** `mnesia:subscribe(system)`. */
export function listensToSystem({ expr }: Site): boolean {
  const [what] = expr.kind === 'call' ? expr.args : []
  return what?.kind === 'atom' && what.name === 'system'
}

/** What happens when links are back. */
export interface Heal {
  readonly text: string
  /** Code of the program or a library decides it for every mechanism that was found. */
  readonly coded: boolean
  readonly evidence: readonly Location[]
}

/** By mechanism, from what each is documented to do. */
export function healOf({ program }: Subject, useCases: readonly UseCase[]): Heal {
  const told: string[] = []
  const evidence: Location[] = []
  let coded = true
  const has = (mechanism: string) => useCases.find(({ mechanismNow }) => mechanismNow.startsWith(mechanism))
  const say = (found: UseCase | undefined, text: string, decided: boolean) => {
    if (!found) return
    told.push(text)
    coded &&= decided
    evidence.push(...found.evidence.slice(0, 1))
  }
  const mnesia = has('Mnesia')
  if (mnesia && hasHealingLibrary(program))
    say(
      mnesia,
      'Mnesia: a library that brings the copies together is called; what it keeps is its policy.',
      true,
    )
  else if (mnesia) {
    const listening = reviewed(program.callsOf('mnesia', 'subscribe')).filter(listensToSystem)
    const told =
      listening.length > 0
        ? `Mnesia: both sides report inconsistent_database and stay apart; the program listens (${places(listening)[0]?.path}), and what it then does was not judged.`
        : 'Mnesia: both sides report inconsistent_database and stay apart until one is restarted with set_master_nodes; what that side wrote is lost. Nothing listens for the event.'
    say(mnesia, told, false)
  }
  const election = useCases.find(
    ({ kind, mechanismNow }) => kind === 'leader' && mechanismNow === 'an election of its own',
  )
  say(election, `${election?.name}: no code was found that makes one of two leaders step down.`, false)
  say(
    has('names of :global'),
    ':global: of two processes with one name, one is killed; a resolver may decide which.',
    false,
  )
  say(has('a lock of :global'), 'Locks of :global: both holders go on until they are done.', false)
  say(
    has('Horde'),
    'Horde: the process that loses its name is told to exit; its state is not handed over.',
    true,
  )
  say(
    has('delta_crdt'),
    'delta_crdt: replicas merge; of two values of a key the one with the larger monotonic time of its VM stays.',
    true,
  )
  say(has('syn'), 'syn: on a conflict of names the later by system time stays.', true)
  say(
    has('Raft') ?? has('Khepri'),
    'ra: members that were cut off catch up from the log; commands that timed out may turn out to be applied.',
    true,
  )
  say(has('Phoenix.PubSub'), 'Phoenix.PubSub: what was broadcast during the cut is not replayed.', true)
  if (told.length === 0)
    return {
      text: 'No mechanism was found that would have to bring two sides together.',
      coded: false,
      evidence: [],
    }
  return { text: told.join(' '), coded, evidence }
}
