import type { Call, Clause, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../../source/program/program.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { isClause, results, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import type { Hit } from '../../rule.ts'

const waiting = new Set('delay schedule wait later after timer retry'.split(' '))
const healing = new Set('heal autoheal healing recover recovery rejoin merge'.split(' '))
/** Whether it heals at all, and how, is a question. */
const asks = /^(is|has|are|can|should|get)_|^(enabled|mode|config|strategy|status|state)$|\?$/
const delaying = /^(send_after|start_timer|apply_after|sleep|start_child)$/

/**
 * A handler of Mnesia's partition event that begins to heal at once: the other nodes may still be coming back, and
 * what is decided on a part of them is not decided again.
 */
function atFirstEvent(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const { expr: event, frame } of program.atoms('inconsistent_database')) {
    const { clause, file } = frame
    if (
      file.pathClass !== 'service' ||
      !clause.patterns.some((one) => one.start <= event.start && event.end <= one.end)
    )
      continue
    const calls: Call[] = []
    visitClause({ ...clause, patterns: [] }, (expr) => {
      if (expr.kind === 'call') calls.push(expr)
    })
    const heals = calls.find(
      (call) =>
        call.module !== null &&
        anyOf(new Set(split(`${call.module}_${call.name}`)), healing) &&
        !asks.test(call.name) &&
        !healsPair(clause, call),
    )
    if (heals && looksForAll(program, { expr: heals, frame }, 2)) continue
    if (!heals || calls.some(({ name }) => delaying.test(name) || anyOf(new Set(split(name)), waiting)))
      continue
    hits.push({
      site: { expr: heals, frame },
      problem: `\`${heals.name}\` begins at the first report of a partition: other nodes may still be out of reach, and what is decided without them is not decided again.`,
      failureScenario: [
        'The network splits in three, and two of the parts meet first.',
        'Mnesia reports the partition, and healing begins with the nodes that are seen now.',
        'The third part comes back later. Nobody waits for it, and it stays apart.',
      ],
      reasons: [
        { name: 'shape', text: 'The handler of `inconsistent_database` begins to heal at once.' },
        {
          name: 'followed',
          text: 'Nothing between the event and the decision waits or looks for the other nodes.',
        },
        ...placeReasons(frame),
      ],
    })
  }
  return hits
}

/** What is called asks whether all nodes are back before it begins. */
function looksForAll(program: Program, site: Site, depth: number): boolean {
  return callGraph(program)
    .targetsOf(site)
    .some((target) =>
      callGraph(program)
        .sitesIn(target)
        .some((inner) => {
          if (inner.expr.kind !== 'call') return false
          const words = new Set(split(inner.expr.name))
          if (words.has('all') && anyOf(words, present)) return true
          return depth > 1 && looksForAll(program, inner, depth - 1)
        }),
    )
}

/** The node that is told of is healed with, one pair after the other: nothing is decided for the nodes that are still away. */
function healsPair({ patterns }: Clause, call: Call): boolean {
  const told = new Set<string>()
  visitClause({ patterns, guard: null, body: [], start: 0, end: 0 }, (expr, above) => {
    const outer = above.at(-1)
    if (expr.kind === 'var' && outer && !isClause(outer) && outer.kind === 'tuple') told.add(expr.name)
  })
  return call.args.some((arg) => arg.kind === 'var' && told.has(arg.name))
}

/** Places where a repair is there, and does not begin or does not end. */
export function healings(program: Program): Hit[] {
  return [
    ...atFirstEvent(program),
    ...waitsForAll(program),
    ...allOrNothing(program),
    ...twoSidesOnly(program),
  ].map((hit) => ({ ...hit, precise: true }))
}

/** `case rpc:multicall(…) of {Views, []} -> heal; {_, Bad} -> log`: one node that does not answer drops the round. */
function allOrNothing(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const site of program.callsOf('rpc', 'multicall')) {
    const branch = ancestorsOf(site).at(-1)
    if (!branch || isClause(branch) || branch.kind !== 'branch' || branch.subject !== site.expr) continue
    const whole = branch.clauses.find(({ patterns: [pattern] }) => failedOf(pattern)?.kind === 'list')
    const partly = branch.clauses.find(({ patterns: [pattern] }) => failedOf(pattern)?.kind === 'var')
    if (!whole || !partly || !namesHealing(whole) || !onlyTells(partly)) continue
    if (site.frame.file.pathClass !== 'service') continue
    hits.push({
      site,
      problem:
        'The repair begins only when every node has answered. If one has not, the round is dropped with a message in the log, and no other is planned here.',
      failureScenario: [
        'The network heals; one node is down, or is slow to answer.',
        'It is among the failed nodes of the multicall, and the answers of all the others are dropped.',
        'The nodes that are there stay apart until somebody repairs them by hand.',
      ],
      reasons: [
        { name: 'shape', text: 'A repair begins where no node has failed.' },
        {
          name: 'followed',
          text: 'Where one has failed nothing is done but to tell.',
          ...(partly.body[0] ? { site: { expr: partly.body[0], frame: site.frame } } : {}),
        },
        ...placeReasons(site.frame),
      ],
    })
  }
  return hits
}

const present = new Set('alive up running online reachable connected'.split(' '))

/** `case all_alive() of true -> heal; false -> later end`: a member that never comes back holds it up for good. */
function waitsForAll(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const { expr, frame } of program.branches()) {
    const { subject, clauses } = expr
    if (subject?.kind !== 'call' || frame.file.pathClass !== 'service' || clauses.length !== 2) continue
    const words = new Set(split(subject.name))
    if (!words.has('all') || !anyOf(words, present)) continue
    const yes = clauses.find(({ patterns: [pattern] }) => pattern?.kind === 'atom' && pattern.name === 'true')
    // Only the repair itself: a node that waits to start, or a check of health, is another matter.
    if (!yes || !anyOf(new Set(split(frame.module?.name ?? '')), healing) || !asksNodes(yes)) continue
    hits.push({
      site: { expr: subject, frame },
      problem: `The repair begins only when \`${subject.name}\` is true. A member that is gone for good, and has not been taken out, keeps all the others apart.`,
      failureScenario: [
        'The network splits; on one side a node dies and does not come back.',
        'The network heals. Not every member is there, and the repair waits.',
        'The nodes that are there stay apart until somebody takes the dead one out.',
      ],
      reasons: [
        { name: 'shape', text: 'The repair waits for every member.' },
        {
          name: 'followed',
          text: 'What it waits for is the view of the nodes, or their restart.',
          ...(yes.body[0] ? { site: { expr: yes.body[0], frame } } : {}),
        },
        ...placeReasons(frame),
      ],
    })
  }
  return hits
}

/** The other nodes are asked for their view here. */
function asksNodes(clause: Clause): boolean {
  let asks = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' && /^multi_?call$|^abcast$/.test(expr.name)) asks = true
  })
  return asks
}

/** The failed nodes in the pattern `{Answers, Failed}`. */
function failedOf(pattern: Expr | undefined): Expr | null {
  const [, failed, more] = pattern?.kind === 'tuple' ? pattern.items : []
  if (!failed || more) return null
  return failed.kind === 'list' && (failed.items.length > 0 || failed.tail) ? null : failed
}

function namesHealing(clause: Clause): boolean {
  let named = false
  visitClause(clause, (expr) => {
    if (expr.kind !== 'atom' && expr.kind !== 'call') return
    if (anyOf(new Set(split(expr.name)), healing)) named = true
  })
  return named
}

const tellingOnly =
  /^(?:logger|Logger|lager|io|error_logger|IO|telemetry|\w*[Ll]og(?:ger)?)$|^(?:log|debug|info|warn(?:ing)?|error|critical|alert)$/

/** Nothing but messages for people: no retry, no next step. */
function onlyTells({ body }: Clause): boolean {
  return body.every((expr) => {
    if (expr.kind === 'atom' || expr.kind === 'var') return true
    if (expr.kind === 'constant')
      return /^\??[A-Z_]*(?:LOG|TP|ERROR|WARN\w*|INFO|DEBUG|CRITICAL)\w*$/i.test(expr.name)
    return expr.kind === 'call' && (tellingOnly.test(expr.module ?? '') || tellingOnly.test(expr.name))
  })
}

/** A function that repairs two sides, and raises an error for any other view of the cut. */
function twoSidesOnly(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const { file, module, fn } of program.functions()) {
    if (file.pathClass !== 'service' || !anyOf(new Set(split(fn.name)), healing)) continue
    const last = fn.clauses.at(-1)
    const two = fn.clauses.find(({ patterns: [pattern] }) => isTwoSides(pattern))
    if (!last || !two || last.patterns[0]?.kind !== 'var') continue
    const frame: Frame = { file, module, fn, clause: last, caller: null }
    const raised = results(last.body).find(raises)
    if (!raised) continue
    hits.push({
      site: { expr: raised, frame },
      problem: `\`${fn.name}\` repairs a cut into two sides that agree on it. Three sides, or a cut that the sides see in different ways, raise an error and are not repaired.`,
      failureScenario: [
        'The network splits in three, or two nodes lose each other while a third sees both.',
        'The views are not two that mirror each other: the last clause raises.',
        'Nothing is repaired when the network is whole again.',
      ],
      reasons: [
        { name: 'shape', text: 'Every other view of the cut raises an error.' },
        {
          name: 'followed',
          text: 'What is repaired is a list of exactly two sides.',
          ...(two.patterns[0] ? { site: { expr: two.patterns[0], frame: { ...frame, clause: two } } } : {}),
        },
        ...placeReasons(frame),
      ],
    })
  }
  return hits
}

/** `[{A, B}, {B, A}]` or `[Left, Right]`. */
function isTwoSides(pattern: Expr | undefined): boolean {
  return pattern?.kind === 'list' && pattern.items.length === 2 && !pattern.tail
}

function raises(expr: Expr): boolean {
  return (
    expr.kind === 'call' &&
    (expr.module === 'erlang' || expr.module === 'Kernel' || expr.module === null) &&
    ['error', 'exit', 'throw', 'raise'].includes(expr.name)
  )
}
