import type { SourceFile } from '../source/program/program.ts'
import type { Sight } from './sight.ts'

interface Need {
  /** What the code must hold for the hazard to be possible at all. */
  readonly holds: RegExp
  /** `file`: of the claim; `program`: anywhere in what was read. */
  readonly where: 'file' | 'program'
  readonly what: string
}

const library = (holds: RegExp, what: string): Need => ({ holds, where: 'program', what })
const inFile = (holds: RegExp, what: string): Need => ({ holds, where: 'file', what })

const raft = library(/\b(ra|khepri|ra_machine|ra_system)\b/, 'ra or Khepri')
const crdt = library(/crdt|automerge|riak_dt|lasp/i, 'a CRDT')
const mnesia = library(/\bmnesia\b|Memento|Amnesia/, 'Mnesia')
const pubsub = library(/PubSub|\bpg2?\b|gproc|broadcast/i, 'publish and subscribe')
const job = library(
  /Oban|Quantum|cron|Exq|schedul|send_after|send_interval|apply_interval/i,
  'a scheduled job',
)
const clock = inFile(/time|now|date|stamp|clock|ttl|expir|lease/i, 'a clock, a time stamp or a time limit')
const quorum = inFile(
  /[<>]|==|quorum|majority|voters?|members|replicas|cluster_size|nodes/i,
  'a count of members',
)
const database = library(/Repo\b|Ecto|epgsql|Postgrex|MyXQL|pgsql|\bsql\b/i, 'a database')

/** By the beginning of a hazard's id; the first that fits. Hazards without an entry may stand in any code. */
const needs: readonly (readonly [beginning: string, need: Need])[] = [
  ['ra-', raft],
  ['crdt-', crdt],
  ['mnesia-', mnesia],
  ['horde-', library(/Horde/, 'Horde')],
  ['partisan-', library(/partisan/i, 'Partisan')],
  ['redis-', library(/redix|redis|redlock/i, 'Redis')],
  ['advisory-lock-', library(/advisory/i, 'an advisory lock')],
  ['global-', library(/\bglobal\b/, ':global')],
  ['presence-', library(/presence|tracker/i, 'presence or a tracker')],
  ['pubsub-', pubsub],
  ['broadcast-echo', pubsub],
  ['cron-', job],
  ['job-', job],
  ['clock-id-', inFile(/unique|make_ref|uuid|ulid|snowflake|\bid\b|_id\b|token/i, 'an id')],
  ['clock-', clock],
  ['quorum-', quorum],
  ['lease-', inFile(/lease|lock|ttl|expir|renew/i, 'a lease')],
  ['multicall-', inFile(/multi_?call/, 'a multicall')],
  ['async-stream-', inFile(/async_stream|await_many|yield_many|pmap/, 'tasks over nodes')],
  [
    'race-unbounded-cas-',
    inFile(/version|cas\b|compare|stale|retry|conflict|if_match|txn/i, 'a compare-and-set'),
  ],
  ['down-', inFile(/DOWN|nodedown|noconnection|monitor/, 'a monitor')],
  ['nodedown-', inFile(/nodedown/, 'nodedown')],
  ['nodeup-', inFile(/nodeup/, 'nodeup')],
  ['terminate-', inFile(/terminate|on_exit|after\b/, 'terminate')],
  ['binary-to-term-', inFile(/binary_to_term|Plug\.Crypto|non_executable/, 'binary_to_term')],
  ['dist-cookie-', library(/cookie/i, 'a cookie')],
  ['lock-outside-', database],
  ['replica-read-', database],
  ['shard-mod-', inFile(/\brem\b|phash|hash|%/i, 'a hash')],
  ['tick-time-', library(/ticktime|tickintensity/, 'net_ticktime')],
  ['cache-fill-', library(/cache|ets|memo/i, 'a cache')],
  ['stale-remote-pid', library(/pid|self\(\)|whereis|send|cast|call/i, 'a pid')],
]

/** Why a hazard cannot apply at a file of this program, or null where it may. */
export function inapplicable(hazard: string, file: SourceFile, sight: Sight): string | null {
  const need = needs.find(([beginning]) => hazard.startsWith(beginning))?.[1]
  if (!need) return null
  const { holds, where, what } = need
  if (holds.test(file.text)) return null
  if (where === 'file') return `${hazard} needs ${what}, and nothing in ${file.path} is one`
  const found = [...sight.files, ...sight.documents].some(({ text }) => holds.test(text))
  return found ? null : `${hazard} needs ${what}, and this program has none`
}
