import { Refusal } from '../refusal.ts'
import type { MechanismKind } from './facts.ts'
import { countWord, numberOf } from './numbers.ts'
import type { Phrase } from './phrase.ts'
import type { Stated, StatedMechanism } from './scenario.ts'

/** Words for mechanisms, the more particular first. */
const mechanisms: readonly (readonly [kind: MechanismKind, words: string])[] = [
  ['global-locks', String.raw`:?global[. :]?(?:trans|locks?|set_lock)|global\.trans`],
  [
    'global-names',
    `:global(?: names?| registry| registration)?|global (?:names?|registry|registration|process(?:es)?)`,
  ],
  ['khepri', 'khepri'],
  ['mnesia', 'mnesia(?: tables?)?'],
  ['pg', String.raw`:?\bpg\b(?: groups?)?`],
  ['syn', String.raw`:?\bsyn\b`],
  ['swarm', 'swarm'],
  ['horde', 'horde'],
  ['delta-crdt', `:?delta_?crdts?|crdts?`],
  ['presence', `(?:phoenix[. ])?(?:presence|tracker)`],
  ['pubsub', `(?:phoenix[. ])?pub-?sub`],
  ['visible-majority', 'a majority of (?:the )?visible nodes|leader by visib\\w+'],
  ['first-of-visible', '(?:leader by )?(?:smallest|lowest|first) node(?: name)?'],
  ['kubernetes-lease', '(?:kubernetes|k8s) leases?'],
  ['etcd', 'etcd|consul'],
  ['postgres', 'postgres(?:ql)?'],
  ['redis', 'redis|redlock'],
  ['oban', 'oban'],
  ['quantum', 'quantum'],
  ['ra', String.raw`:?\bra\b(?: clusters?| groups?)?|raft(?: clusters?| groups?)?`],
]

/** Figures that are stated beside the event. Throws a Refusal('usage') for numbers that cannot be. */
export function readFigures(phrase: Phrase): Stated {
  const found: StatedMechanism[] = []
  for (const [kind, words] of mechanisms) {
    const one = phrase.take(
      new RegExp(
        `(?:${words})(?: ?\\(?(?:with|of|over|on|:)? ?(?:an? )?${countWord} (?:voters?|members?|servers?|copies|replicas?)\\)?)?(?: (with(?: a)?|without(?: a)?|no) majority)?`,
      ),
    )
    if (!one) continue
    const majority = one[2] === undefined ? statedMajority(phrase, kind) : !/^(?:without|no)/.test(one[2])
    found.push({
      kind,
      members: one[1] === undefined ? null : numberOf(one[1], 'members'),
      majority: kind === 'mnesia' ? majority : null,
      said: one[0].trim(),
    })
  }
  const voters = phrase.take(new RegExp(`${countWord} (?:voters?|members?|copies)\\b`))
  const only = found.filter(({ kind }) => ['ra', 'khepri', 'etcd', 'mnesia'].includes(kind))
  if (voters && only.length === 1 && only[0]?.members === null) {
    const members = numberOf(voters[1] ?? '', 'members')
    found.splice(found.indexOf(only[0]), 1, { ...only[0], members })
  }
  const nodes = phrase.take(
    new RegExp(
      `${countWord} (?:erlang |beam |elixir |cluster )?(?:nodes?|servers?|machines?|pods?|hosts?|instances?)\\b`,
    ),
  )
  const regions = phrase.take(
    new RegExp(`${countWord} (?:regions?|availability zones?|zones?|azs?|data ?cent(?:re|er)s?|dcs?)\\b`),
  )
  const tick = phrase.take(
    /net_?tick_?time(?: is| of| set to| ?=| ?:)? ?(\d+(?:\.\d+)?)(?: ?s(?:econds?)?\b)?/,
  )
  const tickTime = tick ? Number(tick[1]) : null
  if (tickTime === 0)
    throw new Refusal('usage', '`net_ticktime` cannot be 0.', 'It is in seconds; the default is 60.')
  return {
    nodes: nodes ? numberOf(nodes[1] ?? '', 'nodes') : phrase.nodes,
    regions: regions ? numberOf(regions[1] ?? '', 'regions') : phrase.regions,
    tickTime,
    mechanisms: found,
  }
}

function statedMajority(phrase: Phrase, kind: MechanismKind): boolean | null {
  if (kind !== 'mnesia') return null
  const found =
    phrase.take(/\bmajority:? ?(true|false)\b/) ?? phrase.take(/\b(without|with)(?: a)? majority\b/)
  return found ? found[1] === 'true' || found[1] === 'with' : null
}
