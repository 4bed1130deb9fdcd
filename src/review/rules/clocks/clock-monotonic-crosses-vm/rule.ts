import type { Call } from '../../../source/form.ts'
import { usesOf } from '../../../source/program/flow/uses.ts'
import type { Site } from '../../../source/program/program.ts'
import { monotonicLease } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { monotonicTime } from '../monotonic-time.ts'
import { type Sink, sharedWrites } from '../shared-writes.ts'
import { sinkOf } from './sinks.ts'

export default defineRule({
  id: 'clock-monotonic-crosses-vm',
  family: 'clocks',
  severity: 'critical',
  title: 'Monotonic time leaves the VM that read it',
  problem:
    'A point in monotonic time is stored or sent. Each VM counts from a zero of its own, so that the value says nothing on another node, and nothing after a restart.',
  failureScenario: [
    'Node a has run for a day and stores "valid until" by its monotonic clock.',
    'Node b, started an hour ago, compares it with its own monotonic clock.',
    'For b the time is almost a day in the future; had b run longer, it would be long past.',
  ],
  impact: 'Deadlines and leases end at once or not for days, without an error anywhere.',
  guardsLookedFor: [
    'only a difference of two readings leaves (a duration)',
    'a table or a process of the same VM',
    'the receiver puts a reading of its own in place of it',
  ],
  fix: {
    summary:
      'Hand over a duration and let the receiver start it on its own clock, or store wall-clock time where a date is meant. A lease is best judged by the store.',
    elixir:
      't0 = System.monotonic_time(:millisecond)\n{:ok, %{token: token, ttl_ms: ttl}} = lease_mod.acquire(key)\n# counted from before the request, on this node alone\nsafe_until = t0 + ttl - margin_ms\nvalid? = fn -> System.monotonic_time(:millisecond) < safe_until end\n{token, valid?}',
    erlang:
      'T0 = erlang:monotonic_time(millisecond),\n{ok, #{token := Token, ttl_ms := Ttl}} = LeaseMod:acquire(Key),\n%% counted from before the request, on this node alone\nSafeUntil = T0 + Ttl - MarginMs,\n{Token, fun() -> erlang:monotonic_time(millisecond) < SafeUntil end}.',
    residualRisk:
      'Wall-clock time in its place may step, and differs between nodes: keep a margin and a fencing token.',
  },
  sources: [
    'erlang:monotonic_time/0 https://www.erlang.org/doc/apps/erts/erlang.html#monotonic_time/0',
    'Erlang, time and time correction https://www.erlang.org/doc/apps/erts/time_correction.html',
  ],
  holds: 'monotonic time stays in the VM that read it',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const writes = new Map([...sharedWrites(program)].map((write) => [write.access.site.expr, write]))
    const judged = new Set<Site['expr']>()
    for (const reading of program.callsOf('erlang', 'monotonic_time')) {
      examined.push(reading)
      for (const use of usesOf(program, reading)) {
        if (use.kind !== 'argument' || judged.has(use.site.expr)) continue
        const { expr, frame } = use.site
        const write = writes.get(expr)
        const value = write ? write.access.value : { expr: expr.args[use.argument] ?? expr, frame }
        const sink = write ? write.sink : sinkOf(program, use.site, use.argument)
        const source = sink && value && monotonicTime(program, value)
        if (!sink || !source) continue
        judged.add(expr)
        hits.push(hitOf(use.site, sink, source))
      }
    }
    return { hits, examined }
  },
})

function hitOf(site: Site<Call>, sink: Sink, source: Site): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: `A time is ${sink.words}.` },
    { name: 'followed', text: 'It is a reading of the monotonic clock.', site: source },
  ]
  if (sink.how === 'sent')
    reasons.push({ name: 'remote-by-construction', text: 'The receiver is another node.' })
  else
    reasons.push({ name: 'shared-state', text: 'What is stored there outlives the VM or is read by others.' })
  const witness = monotonicLease({
    ttlMs: 30_000,
    holderUptimeMs: 86_400_000,
    reader: sink.how === 'sent' ? 'other-vm' : 'after-restart',
    readerUptimeMs: sink.how === 'sent' ? 90_000_000 : 60_000,
  })
  return {
    site,
    problem: `A point in monotonic time is ${sink.words}. Each VM counts from a zero of its own, so that the value says nothing on another node, and nothing after a restart.`,
    ...(witness.answer === 'broken' ? { witness } : {}),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
