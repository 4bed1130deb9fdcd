import { lateRenewal } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Renewal, renewals } from './periods.ts'

export default defineRule({
  id: 'lease-renew-too-late',
  family: 'registries',
  severity: 'important',
  title: 'A lease that is renewed too late',
  problem:
    'The period of renewal is half of the lease or more, so one renewal that is slow or lost is enough for the lease to end while its holder works on.',
  failureScenario: [
    'A renewal is due, and the store answers late or not at all.',
    'The next one would come after the end of the lease.',
    'Another takes the lease, while the first holder still works.',
  ],
  impact: 'Two holders at the same time, in the moments when the store or the network is slow.',
  guardsLookedFor: [
    'a period of at most a third of the lease',
    'a holder that stops before the lease can end',
  ],
  fix: {
    summary:
      'Renew at a third of the lease from a process of its own, and stop the work by a local monotonic deadline.',
    elixir:
      'def handle_info(:renew, s) do\n  case s.lease.renew(s.token, div(s.ttl, 6)) do\n    :ok -> {:noreply, arm_timer(s, div(s.ttl, 3))}\n    {:error, _} -> {:stop, {:shutdown, :lost_lease}, s}\n  end\nend',
    erlang:
      'handle_info(renew, #{token := Token, ttl := Ttl} = S) ->\n    case lease:renew(Token, Ttl div 6) of\n        ok -> {noreply, arm_timer(S, Ttl div 3)};\n        {error, _} -> {stop, {shutdown, lost_lease}, S}\n    end',
    residualRisk: 'A holder that is paused acts after the end of any lease: the resource must check a token.',
  },
  sources: [
    'Consul, sessions https://developer.hashicorp.com/consul/docs/dynamic-app-config/sessions',
    'etcd, lease keep-alive https://etcd.io/docs/latest/learning/api/',
    'Kubernetes, leader election https://pkg.go.dev/k8s.io/client-go/tools/leaderelection',
  ],
  holds: 'leases are renewed in time',
  check(program) {
    const examined = renewals(program)
    const hits: Hit[] = []
    for (const renewal of examined) {
      const { periodMs, ttlMs } = renewal
      // Seconds against milliseconds, or a lease that another timer renews, are no such pair.
      if (periodMs * 2 < ttlMs || periodMs > ttlMs * 20) continue
      hits.push(hitOf(renewal))
    }
    return { hits, examined: examined.map(({ timer }) => timer.site) }
  },
})

function hitOf({ ttl, ttlMs, timer, periodMs, renews, callTimeoutMs }: Renewal): Hit {
  const result = lateRenewal({ ttlMs, periodMs, callTimeoutMs })
  const reasons: Reason[] = [
    { name: 'shape', text: `Renewed every ${periodMs} ms, by a timer.`, site: renews },
    { name: 'followed', text: `The lease lasts ${ttlMs} ms.`, site: ttl },
  ]
  if (result.answer === 'broken')
    reasons.push({
      name: 'computed-witness',
      text: 'The worst gap between two renewals is longer than the lease.',
    })
  return {
    site: timer.site,
    ...(result.answer === 'broken' ? { witness: result } : {}),
    problem: `A lease of ${ttlMs} ms is renewed every ${periodMs} ms: one renewal that is slow or lost ends it while its holder works on.`,
    reasons: [...reasons, ...placeReasons(timer.site.frame)],
  }
}
