import { z } from 'zod'
import { Refusal } from '../../review/refusal.ts'
import { severities } from '../../review/report.ts'
import { plainly } from './courtesy.ts'

/** By the number of its card. */
const number = z.int().positive()

/** Asked in no more words than these. */
const plainAsks = [
  'findings',
  'not-read',
  'changes',
  'again',
  'checklist',
  'recommendations',
  'test-plan',
  'architecture',
  'holds',
] as const

/** What is asked about a review that was answered. */
const Asks = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('finding'),
    aspect: z.enum(['card', 'why', 'fix', 'failure']),
    number,
    /** The severity that the question takes it to have. */
    said: z.enum(severities).nullable(),
  }),
  /** During a cut of the network. */
  z.object({ about: z.literal('partition'), does: z.enum(['write', 'read', 'lead']) }),
  z.object({ about: z.literal('ignore'), number, reason: z.string().min(1) }),
  /** null: the last one that was dismissed in this place. */
  z.object({ about: z.literal('undo'), number: number.nullable() }),
  /** At most so many; null: as many as at first. */
  z.object({ about: z.literal('more'), most: number.nullable() }),
  z.object({ about: z.enum(plainAsks) }),
])
export const FollowUpWords = z.object({ kind: z.literal('follow-up'), asks: Asks })
export type Asks = z.infer<typeof Asks>
export type FollowUpWords = z.infer<typeof FollowUpWords>

interface Phrase {
  /** The whole of what was said. */
  readonly says: RegExp
  /** Nobody says this to a colleague who means something else: it is answered in a thread of ours without a mention. */
  readonly certain?: true
  read(found: RegExpExecArray): Asks
}

const n = String.raw`(?:finding |number |no\. ?|#)?(?<number>[1-9]\d{0,3})`
const show = '(?:(?:show|give|list|print)(?: (?:me|us))? )'
const cut = `(?:(?:network )?(?:partition|cut|split|netsplit|net split)|split brain)`
const during = `(?:during|in|after|while there is|when there is|on) (?:a|the|an|such a)? ?${cut}`
const nodes =
  '(?:(?:which|what) (?:nodes?|sides?|replicas?|members?)|who|can (?:both|all|the) (?:sides?|nodes?))'

const phrase = (says: string, read: Phrase['read'], certain?: true): Phrase => ({
  says: new RegExp(`^${says}$`, 'i'),
  read,
  ...(certain ? { certain } : {}),
})
const numbered = ({ groups }: RegExpExecArray): number => Number(groups?.number)
const finding =
  (aspect: Extract<Asks, { about: 'finding' }>['aspect']) =>
  (found: RegExpExecArray): Asks => {
    const said = severities.find((each) => each === found.groups?.severity?.toLowerCase()) ?? null
    return { about: 'finding', aspect, number: numbered(found), said }
  }
const plain = (about: (typeof plainAsks)[number]) => (): Asks => ({ about })
const partition = (does: 'write' | 'read' | 'lead') => (): Asks => ({ about: 'partition', does })

const judged = '(?:critical|important|minor|wrong|bad|a (?:problem|bug|finding|fault)|reported|there)'

/** Every phrase, the more exact before the looser. */
const phrases: readonly Phrase[] = [
  phrase(
    `why is ${n} (?:so |only )?(?:(?<severity>critical|important|minor)|${judged})`,
    finding('why'),
    true,
  ),
  phrase(`why (?:did|do) you (?:report|say|show|think of) ${n}`, finding('why'), true),
  phrase(`(?:show (?:me )?)?why (?:finding |number |#)(?<number>[1-9]\\d{0,3})`, finding('why'), true),
  phrase(`(?:explain|why) ${n}`, finding('why')),
  phrase(
    `(?:${show}|what(?:['’]s| is) )(?:the )?(?:fix|patch|diff) (?:for|of|to) ${n}`,
    finding('fix'),
    true,
  ),
  phrase(`${show}fix ${n}`, finding('fix'), true),
  phrase(
    `how (?:do|can|could|should|would) (?:i|we|you|one) (?:fix|mend|repair|solve) ${n}`,
    finding('fix'),
    true,
  ),
  phrase(`fix ${n}`, finding('fix')),
  phrase(
    `how (?:does|do|can|could|would|will) ${n} (?:fail|break|go wrong|happen)`,
    finding('failure'),
    true,
  ),
  phrase(`(?:${show})?how ${n} fails`, finding('failure'), true),
  phrase(`${show}(?:the )?(?:failure|witness|timeline|trace) (?:for|of) ${n}`, finding('failure'), true),
  phrase(`${show}${n}`, finding('card'), true),
  phrase(`what(?:['’]s| is) (?:finding|number|#) ?(?<number>[1-9]\\d{0,3})`, finding('card'), true),

  phrase(`(?:ignore|dismiss|mute) ${n}[\\s,:;–-]*(?:because|since|as|:|–|-) ?(?<reason>.+)`, ignore, true),
  phrase(`(?:ignore|dismiss|mute) ${n}(?<reason>)`, ignore),
  phrase(
    `(?:undo|unignore|un-ignore|undismiss|restore) ${n}`,
    (found) => ({ about: 'undo', number: numbered(found) }),
    true,
  ),
  phrase(`undo(?: (?:that|it|the last(?: one)?))?`, () => ({ about: 'undo', number: null }), true),

  phrase(
    `(?:what|which files|which parts|which code) (?:did|have|could) you (?:not|n['’]t) (?:read|look at)`,
    plain('not-read'),
    true,
  ),
  phrase(
    `(?:what|which files|which parts|which code) (?:didn|haven|couldn)['’]?t you (?:read|look at)`,
    plain('not-read'),
    true,
  ),
  phrase(
    `(?:what|which files|which parts|which code) (?:did|have) you (?:skip|skipped|leave out|left out|miss|missed|ignored)`,
    plain('not-read'),
    true,
  ),
  phrase(
    `(?:what|which files|which parts|which code) (?:was|were|is) (?:not|n['’]t) read(?: by you)?`,
    plain('not-read'),
    true,
  ),
  phrase(`(?:${show})?(?:the )?(?:coverage|not read)`, plain('not-read')),

  phrase(
    `${nodes} (?:can |may |could |are able to |will )?(?:still )?(?:write|writes|accept writes?|commit) ${during}`,
    partition('write'),
    true,
  ),
  phrase(
    `${nodes} (?:can |may |could |are able to |will )?(?:still )?(?:read|reads|serve reads?) ${during}`,
    partition('read'),
    true,
  ),
  phrase(
    `${nodes} (?:can |may |could |are able to |will )?(?:still )?(?:lead|leads|elect a leader|be (?:the )?leader|have a leader) ${during}`,
    partition('lead'),
    true,
  ),
  phrase(`what happens to (?:the )?writes ${during}`, partition('write'), true),
  phrase(`what happens to (?:the )?reads ${during}`, partition('read'), true),
  phrase(`what happens to (?:the )?(?:leader|leaders|leadership) ${during}`, partition('lead'), true),

  phrase(
    `what(?:['’]s| has| is)? (?:changed|new|different) since (?:the )?last (?:time|review)`,
    plain('changes'),
    true,
  ),
  phrase(
    `(?:${show})?(?:the )?(?:changes|difference|diff) since (?:the )?last (?:time|review)`,
    plain('changes'),
    true,
  ),
  phrase(`what(?:['’]s| has| is)? (?:changed|new)`, plain('changes')),

  phrase(`(?:review|check) (?:it |this |that |them )?(?:once )?again`, plain('again'), true),
  phrase(`re-?review(?: it| this| that)?`, plain('again'), true),
  phrase(`(?:re-?run|repeat) the review`, plain('again'), true),
  phrase(`(?:re-?run|repeat|do it again|again)(?: it| that)?`, plain('again')),

  phrase(
    `${show}(?<number>[1-9]\\d{0,2}) more(?: findings)?`,
    (found) => ({ about: 'more', most: numbered(found) }),
    true,
  ),
  phrase(`${show}more(?: findings)?`, () => ({ about: 'more', most: null }), true),
  phrase(`(?:more|more findings|next)`, () => ({ about: 'more', most: null })),

  phrase(`(?:${show}|what are )?(?:(?:all|the|your|open) )*findings`, plain('findings'), true),
  phrase(`what did you find`, plain('findings'), true),
  phrase(`(?:${show})(?:the |your )?check ?list`, plain('checklist'), true),
  phrase(`check ?list`, plain('checklist'), true),
  phrase(`(?:${show})?(?:the |your )?recommendations`, plain('recommendations'), true),
  phrase(`what (?:do|would) you recommend`, plain('recommendations')),
  phrase(`what should (?:we|i) do(?: first| next| now)?`, plain('recommendations')),
  phrase(`(?:${show})?(?:the |your |a )?test ?plan`, plain('test-plan'), true),
  phrase(`how (?:do|can|should) (?:we|i) test (?:that|this|it)`, plain('test-plan')),
  phrase(`${show}(?:the )?(?:architecture|topology)`, plain('architecture'), true),
  phrase(`architecture`, plain('architecture')),
  phrase(`what holds`, plain('holds'), true),
  phrase(`what (?:is|was) (?:right|fine|ok|in order)`, plain('holds')),
]

function ignore(found: RegExpExecArray): Asks {
  const reason = (found.groups?.reason ?? '').trim()
  if (reason !== '') return { about: 'ignore', number: numbered(found), reason }
  throw new Refusal(
    'usage',
    `It is not said why ${numbered(found)} is to be ignored.`,
    `Say it with the reason, which is kept: ignore ${numbered(found)} because …`,
  )
}

/**
 * A question about the review of a thread; null where the words are none of the phrases. With `certain`, only those
 * that nobody says to a colleague. Throws Refusal('usage') where a reason is missing.
 */
export function readFollowUp(words: string, { certain = false } = {}): FollowUpWords | null {
  const said = plainly(words)
  for (const { says, read, certain: sure } of phrases) {
    if (certain && !sure) continue
    const found = says.exec(said)
    if (found) return { kind: 'follow-up', asks: read(found) }
  }
  return null
}
