import type { Program } from '../../../source/program/program.ts'
import { keyPrefix, type RedisCommand, redisCommands } from '../../../source/program/stores/index.ts'
import { anyOf, split, wordsOf } from '../../../source/program/words.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

const locking = new Set(['lock', 'mutex', 'lease', 'leader', 'semaphore', 'lck'])
const precious = new Set([
  'payment',
  'balance',
  'stock',
  'inventory',
  'money',
  'charge',
  'account',
  'order',
  'wallet',
  'seat',
])

export default defineRule({
  id: 'redis-lock-unsafe',
  family: 'database-locks',
  severity: 'important',
  title: 'A lock in Redis that another may take away or nobody gives back',
  problem:
    'The commands of this lock leave a gap: between taking and expiry, or between looking at the owner and deleting.',
  failureScenario: [
    'The holder takes the lock and pauses, or dies, at the wrong moment.',
    'The lock stays for ever, or has expired and another holds it.',
    'The first deletes it: it was the lock of the other.',
  ],
  impact: 'Work stops until somebody deletes the key by hand, or two hold the lock at once.',
  guardsLookedFor: [
    'SET with NX and PX or EX in one command',
    'a token that is compared in a script before DEL',
  ],
  fix: {
    summary:
      'Take it with a token and a time limit in one command, and delete it in a script that compares the token.',
    elixir:
      'token = Base.encode16(:crypto.strong_rand_bytes(16))\n{:ok, got} = Redix.command(:redix, ["SET", "lock:" <> key, token, "NX", "PX", "10000"])\nrelease = ["EVAL", "if redis.call(\'get\',KEYS[1])==ARGV[1] then return redis.call(\'del\',KEYS[1]) else return 0 end", "1", "lock:" <> key, token]\n{got == "OK", release}',
    erlang:
      'Token = base64:encode(crypto:strong_rand_bytes(16)),\n{ok, Got} = eredis:q(Redis, ["SET", ["lock:", Key], Token, "NX", "PX", "10000"]),\nScript = "if redis.call(\'get\',KEYS[1])==ARGV[1] then return redis.call(\'del\',KEYS[1]) else return 0 end",\nRelease = ["EVAL", Script, "1", ["lock:", Key], Token],\n{Got =:= <<"OK">>, Release}',
    residualRisk:
      'A pause longer than the limit still lets two work at once, and a failover may forget the lock: what must not happen twice needs a fencing token.',
  },
  sources: [
    'Redis, distributed locks https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/',
    'M. Kleppmann, How to do distributed locking, 2016 https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
  ],
  holds: 'locks in Redis have a time limit and are given back by their owner alone',
  check(program) {
    const commands = redisCommands(program).filter((command) => meansLock(program, command))
    const hits: Hit[] = []
    for (const command of commands) {
      const fault = faultOf(command)
      if (fault) hits.push(judge(command, fault))
    }
    return { hits, examined: commands.map(({ site }) => site) }
  },
})

/** The key or the function is called a lock: other keys expire and are deleted every day. */
function meansLock(program: Program, { site, key }: RedisCommand): boolean {
  const { fn } = site.frame
  if (fn && anyOf(new Set(split(fn.name)), locking)) return true
  if (!key) return false
  return anyOf(wordsOf(key.expr), locking) || anyOf(new Set(split(keyPrefix(program, key))), locking)
}

function faultOf({ command, words }: RedisCommand): string | null {
  const limited = words.some((word) => word === 'EX' || word === 'PX' || word === 'EXAT' || word === 'PXAT')
  if (command === 'SETNX')
    return '`SETNX` has no time limit of its own: whoever dies before `EXPIRE` leaves the lock for ever'
  if (command === 'SET' && words.includes('NX') && !limited)
    return '`SET … NX` without `PX` or `EX` has no time limit: whoever dies leaves the lock for ever'
  if (command === 'DEL' || command === 'UNLINK')
    return `\`${command}\` deletes the lock whoever holds it now: after the time limit it may be another's`
  return null
}

function judge({ site }: RedisCommand, fault: string): Hit {
  const { frame } = site
  const reasons: Reason[] = [
    { name: 'shape', text: `${fault}.` },
    { name: 'named', text: 'The key or the function is called a lock.' },
    { name: 'by-contract', text: 'Redis does each command by itself.' },
  ]
  const words = new Set([
    ...(frame.fn ? split(frame.fn.name) : []),
    ...(frame.module ? split(frame.module.name) : []),
  ])
  const severity = anyOf(words, precious) ? 'critical' : 'important'
  return { site, severity: severityAt(frame, severity), reasons: [...reasons, ...placeReasons(frame)] }
}
