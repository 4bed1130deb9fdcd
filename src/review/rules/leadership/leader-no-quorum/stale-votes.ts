import type { Clause, Expr, ModuleForm } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Definition, Frame, Program } from '../../../source/program/program.ts'
import { anyOf, split, wordsOf } from '../../../source/program/words.ts'
import { visit, visitAll, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import type { Hit } from '../../rule.ts'
import { roleTakenBelow } from '../role.ts'
import { startsAnew, type Tally, tallyIn } from './tally.ts'

const terms = new Set(['term', 'epoch', 'round', 'ballot', 'election'])
const answers = new Set('resp response reply result granted ack answer'.split(' '))

/** Elections that count votes of another election: their answers bear a term that nobody asks for, or the tally goes on. */
export function staleVotes(program: Program): Hit[] {
  const hits: Hit[] = []
  for (const file of program.files) {
    if (file.pathClass !== 'service' || !/vote/i.test(file.text)) continue
    for (const module of file.form.modules) {
      const definitions = module.functions.map((fn): Definition => ({ file, module, fn }))
      const tallies = definitions.flatMap((definition) => ofAnswers(program, definition))
      for (const { tally, clause, message, definition } of tallies) {
        const frame: Frame = { ...definition, clause, caller: null }
        if (!tellsTerms(module) || asked(program, definition, message)) continue
        const role = roleTakenBelow(program, clause.body, frame, 2)
        if (role) hits.push(ofAnotherTerm(tally, frame, role.expr))
      }
      const [first] = tallies
      const again = first && goesOn(program, definitions, first.tally)
      if (again) hits.push(again)
    }
  }
  return hits
}

interface Counted {
  readonly tally: Tally
  readonly clause: Clause
  readonly message: Expr
  readonly definition: Definition
}

/** The clauses that take the answer to a request for a vote, and count it. */
function ofAnswers(program: Program, definition: Definition): Counted[] {
  return definition.fn.clauses.flatMap((clause) => {
    const message = clause.patterns.find(isAnswer)
    const tally = message && tallyIn(program, clause.body, { ...definition, clause, caller: null })
    return tally ? [{ tally, clause, message, definition }] : []
  })
}

/** `%RequestVoteResponse{}`, `{vote_granted, …}`, `#vote_reply{}`. */
function isAnswer(pattern: Expr): boolean {
  let found = false
  visit(pattern, (expr) => {
    const name = expr.kind === 'map' ? expr.struct : expr.kind === 'atom' ? expr.name : null
    if (name === null) return
    const words = new Set(split(name))
    if (words.has('vote') && anyOf(words, answers)) found = true
  })
  return found
}

function tellsTerms(module: ModuleForm): boolean {
  return module.functions.some(({ clauses }) =>
    clauses.some((clause) => {
      let found = false
      visitClause(clause, (expr) => {
        if ((expr.kind === 'field' || expr.kind === 'atom') && /^(current_)?(term|epoch)$/.test(expr.name))
          found = true
      })
      return found
    }),
  )
}

/** The term of the answer is asked for: in a clause for such an answer, in what counts it, or before it comes here. */
function asked(program: Program, definition: Definition, message: Expr): boolean {
  const like = definition.fn.clauses.filter(({ patterns }) => patterns.some(isAnswer))
  if (like.some((clause) => comparesTerm(clause, clause.patterns.find(isAnswer) ?? message))) return true
  return callGraph(program)
    .callersOf(definition)
    .some(({ site }) => comparesTerm(site.frame.clause, null))
}

/** Whether a clause lets no older term through. `message` is what the answer is matched with; null for any. */
function comparesTerm(clause: Clause, message: Expr | null): boolean {
  const bound = message === null ? null : variablesOf(message)
  const isOf = (expr: Expr) => bound === null || [...variablesOf(expr)].some((name) => bound.has(name))
  const names = clause.patterns.flatMap((pattern) => [...namesIn(pattern)])
  // The same variable in the answer and in the state: the clause takes this term alone.
  if (names.some((name, at) => names.indexOf(name) !== at && anyOf(new Set(split(name)), terms))) return true
  let found = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'op' && expr.args.length === 2) {
      const [left, right] = expr.args
      if (!left || !right || ![left, right].some((side) => anyOf(wordsOf(side), terms))) return
      if (/^[=!]==?$/.test(expr.op)) found = true
      if ((expr.op === '<' || expr.op === '>=') && isOf(left)) found = true
      if ((expr.op === '>' || expr.op === '<=') && isOf(right)) found = true
    }
    if (expr.kind === 'op' && expr.op === '^' && anyOf(wordsOf(expr), terms)) found = true
    if (bound === null || expr.kind !== 'call' || /^(Logger|logger|lager|io|IO)$/.test(expr.module ?? ''))
      return
    if (expr.args.some((arg) => isOf(arg) && anyOf(wordsOf(arg), terms))) found = true
  })
  return found
}

function variablesOf(expr: Expr): ReadonlySet<string> {
  return new Set(namesIn(expr))
}

function namesIn(expr: Expr): string[] {
  const names: string[] = []
  visit(expr, (inner) => {
    if (inner.kind === 'var' && !inner.name.startsWith('_')) names.push(inner.name)
  })
  return names
}

function ofAnotherTerm(tally: Tally, frame: Frame, role: Expr): Hit {
  return {
    site: tally.site,
    problem: `A vote is added to \`${tally.field}\` whatever election it was given in: an answer that was late, or came twice, counts in the next one. The term that it bears is not compared with the present one before.`,
    failureScenario: [
      'A candidate asks five nodes in term 4; two answers are held up, and the election ends without a leader.',
      'It asks again in term 5, and one node grants its vote. The two answers of term 4 arrive and are counted.',
      'It leads term 5 with one vote of that term beside its own. Another candidate may have the other three.',
    ],
    reasons: [
      { name: 'shape', text: 'An answer is counted, and no older term is turned away.' },
      {
        name: 'followed',
        text: 'With the votes so counted the node takes the role.',
        site: { expr: role, frame },
      },
      { name: 'named', text: 'The code calls it a vote, and knows terms.' },
      ...placeReasons(frame),
    ],
  }
}

const begins =
  /^(?:become|start|begin|new|run|hold|trigger|call|initiate|enter|do)_?(?:an?_|the_|new_)?(?:candidate|election|campaign)$/

/** An election that begins with a new term and the votes of the last one. */
function goesOn(program: Program, definitions: readonly Definition[], { field }: Tally): Hit | null {
  for (const definition of definitions) {
    if (!begins.test(definition.fn.name)) continue
    for (const clause of definition.fn.clauses) {
      const frame: Frame = { ...definition, clause, caller: null }
      const raised = raisesTerm(clause)
      if (!raised || !tallyIn(program, clause.body, frame)) continue
      if (startsAnew(program, clause.body, frame, field, 2)) continue
      const callers = callGraph(program).callersOf(definition)
      if (callers.some(({ site }) => startsAnew(program, site.frame.clause.body, site.frame, field, 0)))
        continue
      return {
        site: { expr: raised, frame },
        problem: `\`${definition.fn.name}\` begins an election with a new term, and \`${field}\` keeps what earlier elections have put there: votes of several terms add up to a majority that no term has.`,
        failureScenario: [
          'Of five nodes a candidate gets two votes in term 4, its own included, and no leader comes of it.',
          'Its time-out passes; it begins term 5 and votes for itself: that makes three.',
          'It leads term 5 by its own vote alone, while another candidate is voted for by the rest.',
        ],
        reasons: [
          {
            name: 'shape',
            text: 'A new term begins, and the tally is not set to nothing, here or in what is called.',
          },
          { name: 'followed', text: `\`${field}\` was followed to where votes are added.` },
          { name: 'named', text: 'The code calls it a vote, and knows terms.' },
          ...placeReasons(frame),
        ],
      }
    }
  }
  return null
}

/** The expression that raises the term. */
function raisesTerm({ body }: Clause): Expr | null {
  let found: Expr | null = null
  visitAll(body, (expr) => {
    if (found) return
    const words = expr.kind === 'call' ? new Set(split(expr.name)) : null
    if (words && anyOf(words, terms) && anyOf(words, raising)) found = expr
    if (expr.kind === 'op' && expr.op === '+' && anyOf(wordsOf(expr), terms)) found = expr
  })
  return found
}

const raising = new Set('increment inc next bump new raise advance'.split(' '))
