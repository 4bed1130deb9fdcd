/** Nothing but what belongs to a noun may stand between it and its denial: no verb, no pause, no other clause. */
const noun =
  "(?:(?!(?:and|or|nor|but|however|only|when|while|if|because|is|are|was|be|must|may|can|should|will|would|has|have|need|needs|not|no|never|which|that|so|we|they|it|i|you|nobody|unless|then|yes|does|do|works?|runs?|survives?|keeps?|goes|go|accepts?|takes?|lives?|stays?|comes?|sees?|gets?|holds?|grows?|serves?|continues?|loses?|uses|wins?) )[a-z0-9'/%]+ ){0,5}?"
/** The same over several nouns: `offline use and several regions are not needed`. */
const nouns = `${noun}(?:, ${noun}){0,3}?(?:, )?(?:and|or|nor) ${noun}`
const be = '(?:(?:is|are|was|were|will be|would be|seems|being|has been) )?'
const adverb = '(?:(?:really|strictly|actually|currently|yet|even|at all|absolutely|necessarily|now) )?'
const needed =
  '(?:(?:a|an|any|our|among our|part of the|part of our|part of|in|on the|on our|of any) )*(?:hard |strict |real |current )?(?:needed|required|requirements?|necessary|necessity|planned|plans?|wanted|must|must have|mandatory|essential|concern|relevant|foreseen|intended|scope|asked for|called for|demanded|goals?|priority|priorities|desired|roadmap|important|critical|use case|worth <it>|applicable|considered|warranted|justified|supported|issue|topic|needs?|interest)'.replace(
    '<it>',
    '(?:it|the (?:cost|trouble|effort|price))',
  )
const people = '(?:we|i|you|they|users|people|customers|clients|the team)'
const end =
  '(?= [.,;:!?)]|$| (?:at all|here|now|yet|for|today|in|and|but|so|because|as|either|anyway|until|though|right|this) ?)'

const denials = [
  `${be}(?:not|no longer|never) ${adverb}${needed}(?! (?:to (?:be|have|do|go|get)|only|just)\\b)`,
  `${be}${adverb}(?:un(?:necessary|needed|wanted|important|planned|warranted|required)|overkill|irrelevant|superfluous|out of (?:the )?(?:scope|question)|outside (?:the |our )?scope|beyond (?:the |our )?scope|off the table|ruled out|excessive|a non ?goal|non ?goals?|over ?engineering|more than (?:we need|is needed)|moot|excluded|left out|deferred|postponed)`,
  '(?:can|could|may|will|might) (?:wait(?! (?:\\d|for|until|an? ))|come later|follow later|be (?:added later|left out|skipped|omitted|postponed|deferred))',
  '(?:does|do|will|would) not (?:matter|apply|concern us|need to be (?:supported|there|provided)|have to be (?:supported|there|provided))',
  `(?:(?:is|are) )?(?:something |a thing )?(?:that )?${people} (?:(?:do|does|will|would) not (?:really )?(?:need|require|want|plan|plan for|care about|expect|ask for)|never (?:need|needed|asked for|require)|can (?:do|live) without|could (?:do|live) without)${end}`,
  `(?:is|are) nothing (?:that )?${people} (?:need|want|require|plan|ask for)s?`,
  `(?:nobody|no 1) (?:really |ever )?(?:needs|asks for|asked for|wants|uses|requires|cares about|expects)${end}`,
  '(?:[:,?] )?no(?= [.,;)!]|$)',
]
/** What is too little states nothing: `roughly right is not enough`, `last write wins is unacceptable`. */
const tooLittle = new RegExp(
  `^ ${noun}${be}(?:(?:not|never|no longer|hardly) ${adverb}(?:enough|good enough|sufficient|acceptable|ok|fine|an option|allowed|tolerable|tolerated|permitted|possible|accurate enough|safe enough)|unacceptable|insufficient|intolerable|too (?:little|weak|risky|loose)|out of the question|(?:does|do|will|would) not (?:do|suffice|cut it|be enough))`,
)
const wish =
  '(?:is|are|would be|may be|might be) (?:just |only |merely |at most |perhaps )?(?:(?:a )?nice(?: to have)?|a bonus|a plus|welcome|optional)'
const denied = (between: string): RegExp =>
  new RegExp(`^ ${between}(?:${wish} (?:, )?but )?(?:${denials.join('|')})`)
const [one, several, wished] = [denied(noun), denied(nouns), new RegExp(`^ ${noun}${wish}(?! (?:no|not))`)]
/** What may stand before the first of several nouns that are denied together; a verb there states it. */
const bare =
  /(?:^|[.,;:!?(]|\bbut|\band|\bso) (?:(?:a|an|the|any|full|true|real|also|strict|several|many|more|proper) )*$/

/** Whether the words behind a phrase that ends at `to` say that it is too little or not to be had. */
export function isTooLittle(text: string, to: number): boolean {
  return tooLittle.test(text.slice(to, to + 160))
}

/**
 * What the words behind a phrase, which ends at `to` of a spelled text, make of it: `denied` (`… is not needed`,
 * `… can wait`), `wished` (`… would be nice`), or null where they leave it as it is.
 */
export function denialBehind(text: string, from: number, to: number): 'denied' | 'wished' | null {
  const behind = text.slice(to, to + 160)
  if (one.test(behind)) return 'denied'
  if (bare.test(` ${text.slice(Math.max(0, from - 60), from)}`) && several.test(behind)) return 'denied'
  return wished.test(behind) ? 'wished' : null
}
