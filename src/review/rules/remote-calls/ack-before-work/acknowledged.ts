import type { Call, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { visitAll } from '../../../source/walk.ts'

const truth = (expr: Expr | null | undefined) => expr?.kind === 'atom' && expr.name === 'true'

/** Subscriptions whose messages the broker takes for done when it has sent them. */
export function* withoutAck(program: Program): Iterable<Site> {
  for (const site of program.callsOf('AMQP.Basic', 'consume')) {
    const [, queue] = site.expr.args
    const options = site.expr.args.at(-1)
    if (options && truth(keyword(options, 'no_ack')) && !isReply(queue) && !endsWithConsumer(program, site))
      yield site
  }
  for (const name of ['call', 'subscribe']) {
    for (const { expr, frame } of program.callsOf('amqp_channel', name)) {
      for (const arg of expr.args) {
        if (arg.kind !== 'map' || arg.struct !== 'basic.consume') continue
        const of = (key: string) =>
          arg.entries.find(({ key: each }) => each.kind === 'atom' && each.name === key)?.value
        if (truth(of('no_ack')) && !isReply(of('queue')) && !endsWithConsumer(program, { expr: arg, frame }))
          yield { expr: arg, frame }
      }
    }
  }
}

/** The module declares a queue that goes with its consumer: what comes while nobody listens is lost anyhow. */
function endsWithConsumer(program: Program, { frame }: Site): boolean {
  const own = (site: Site) => site.frame.module === frame.module
  for (const site of program.callsOf('AMQP.Queue', 'declare').filter(own)) {
    const options = site.expr.args.at(-1)
    if (truth(keyword(options, 'exclusive')) || truth(keyword(options, 'auto_delete'))) return true
  }
  return program
    .callsOf('amqp_channel', 'call')
    .filter(own)
    .some(({ expr }) =>
      expr.args.some(
        (arg) =>
          arg.kind === 'map' &&
          arg.struct === 'queue.declare' &&
          arg.entries.some(
            ({ key, value }) =>
              key.kind === 'atom' && /^(exclusive|auto_delete)$/.test(key.name) && truth(value),
          ),
      ),
    )
}

/** Answers to a request that waits: who asked asks again. */
function isReply(queue: Expr | undefined): boolean {
  if (!queue) return false
  let reply = false
  visitAll([queue], (expr) => {
    const name =
      expr.kind === 'var' || expr.kind === 'field' ? expr.name : expr.kind === 'text' ? expr.value : ''
    if (name && /repl(y|ies)|rpc|callback/i.test(name)) reply = true
  })
  return reply
}

/** Calls that acknowledge one message or commit an offset. */
export function* acknowledgements(program: Program): Iterable<Site<Call>> {
  yield* program.callsOf('AMQP.Basic', 'ack')
  yield* program.callsOf('KafkaEx', 'offset_commit')
  yield* program.callsOf('brod', 'consume_ack')
  yield* program.callsOf('brod_group_subscriber', 'ack')
  for (const name of ['cast', 'call']) {
    for (const site of program.callsOf('amqp_channel', name)) {
      if (site.expr.args.some((arg) => arg.kind === 'map' && arg.struct === 'basic.ack')) yield site
    }
  }
}
