import type { Program, Site } from '../../../source/program/program.ts'
import { transactionOf } from '../../../source/program/stores/index.ts'
import { placeReasons } from '../../context.ts'
import { type Effect, type EffectKind, effects } from '../../effects.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

const what: Record<EffectKind, string> = {
  message: 'a message',
  mail: 'a mail',
  http: 'a request to another service',
  queue: 'a message to a broker',
  task: 'a task',
}

export default defineRule({
  id: 'publish-before-commit',
  family: 'retries',
  severity: 'important',
  title: 'Told to others before the transaction commits',
  problem:
    'A message, mail, request or task leaves from inside a database transaction, which may still be undone.',
  failureScenario: [
    'The transaction changes a row and sends the message.',
    'Whoever receives it reads the row and sees the old one, or none.',
    'Or a later step fails: the change is undone, and the message is not.',
  ],
  impact: 'Receivers act on what is not there; after a rollback others have been told what never happened.',
  guardsLookedFor: [
    'sent after the transaction has answered',
    'a job or an outbox row in the same transaction',
    'NOTIFY',
  ],
  fix: {
    summary:
      'Return what is to be sent and send it after the commit; what must happen goes through an outbox row.',
    elixir:
      'with {:ok, %{order: order}} <- Repo.transaction(multi) do\n  Phoenix.PubSub.broadcast(MyApp.PubSub, "orders", {:order_placed, order.id})\n  {:ok, order}\nend',
    erlang:
      'case epgsql:with_transaction(Connection, fun(C) -> store(C, Order) end) of\n    {ok, Id} ->\n        gen_server:cast(orders, {placed, Id}),\n        {ok, Id};\n    Error ->\n        Error\nend',
    residualRisk:
      'After the commit and before the message the process may die: then nobody is told. An outbox closes that gap.',
  },
  sources: [
    'Ecto.Repo.transaction/2 https://hexdocs.pm/ecto/Ecto.Repo.html',
    'PostgreSQL, NOTIFY https://www.postgresql.org/docs/current/sql-notify.html',
    'Transactional outbox https://microservices.io/patterns/data/transactional-outbox.html',
  ],
  holds: 'others are told after the commit',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const effect of effects(program)) {
      examined.push(effect.site)
      const hit = judge(program, effect)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, { site, kind }: Effect): Hit | null {
  const around = transactionOf(program, site)
  if (!around || (around.kind !== 'ecto' && around.kind !== 'multi')) return null
  // The multi itself is built outside; what its steps run is inside.
  if (site.expr.module === 'Ecto.Multi') return null
  const { frame } = site
  // Whoever works off an outbox holds its row while it sends: it is sent again rather than not at all.
  if (/outbox/i.test(frame.module?.name ?? '')) return null
  const reasons: Reason[] = [
    { name: 'shape', text: `${capital(what[kind])} leaves inside a transaction.`, site: around.site },
    {
      name: 'by-contract',
      text: 'The transaction commits when its function has returned, and is undone where it fails.',
    },
  ]
  if (kind === 'mail' || kind === 'http' || kind === 'queue')
    reasons.push({ name: 'effect', text: 'It cannot be taken back.' })
  if (!around.all)
    reasons.push({ name: 'unknown-target', text: 'Some callers have no transaction around it.' })
  return { site, severity: severityAt(frame, 'important'), reasons: [...reasons, ...placeReasons(frame)] }
}

function capital(words: string): string {
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}
