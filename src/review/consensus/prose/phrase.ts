import type { Answer, DimensionKey } from '../profile.ts'

/** Words that state one answer. */
export interface Phrase {
  readonly key: DimensionKey
  readonly value: Answer
  readonly says: RegExp
  /** What it states where it is denied; nothing, where absent. */
  readonly denied?: Answer
  /** The words hold their own negation, so that one before them denies nothing. */
  readonly whole?: boolean
}

/** Adjectives by which people accept something. */
const fine =
  '(?:ok|fine|acceptable|accepted|tolerable|tolerated|enough|allowed|good enough|no problem|all right|alright|harmless|expected|not a problem|no big deal|(?:nobody|no 1) (?:cares|minds)|bearable|do not matter|does not matter|suffices?|(?:not |no )(?:a |an |the |any )?(?:real |big |great )?(?:problem|issue|trouble|drama|disaster|tragedy|catastrophe|harm|worry|concern|end of the world)|survivable|forgivable|permissible|permitted|hurts? nobody|(?:do|does|will|would) not hurt|can be (?:tolerated|accepted)|we can live with (?:that|it)|will do|so be it|can happen|is what it is)'
/** Words before what people accept. */
const accept =
  '(?:live with|tolerates?|accepts?|(?:fine|ok|happy) with|(?:do|does) not mind|(?:nobody|no 1) minds|(?:do|does) not care (?:about|if)|(?:nobody|no 1) cares (?:about|if)|can afford|it is (?:fine|ok|acceptable) (?:if|when|that|to)|(?:fine|ok|acceptable) (?:if|when|to))'
const node =
  '(?:nodes?|servers?|machines?|instances?|replicas?|pods?|hosts?|members?|box(?:es)?|vms?|racks?|zones?|azs?|availability zones?)'
/** At most this much between two parts of a phrase, within one clause. */
const gap = (words: number): string =>
  `(?:(?!not |never |no |hardly |barely |scarcely |without |un[a-z]+able )[a-z0-9'/%]+ ){0,${words}}?`

export function phrases(key: DimensionKey, value: Answer, ...sources: readonly string[]): Phrase[] {
  return sources.map((source) => ({ key, value, says: pattern(source) }))
}

/** Phrases whose denial states `denied`. */
export function deniable(
  key: DimensionKey,
  value: Answer,
  denied: Answer,
  ...sources: readonly string[]
): Phrase[] {
  return sources.map((source) => ({ key, value, denied, says: pattern(source) }))
}

/** Phrases that hold their own negation. */
export function whole(key: DimensionKey, value: Answer, ...sources: readonly string[]): Phrase[] {
  return sources.map((source) => ({ key, value, says: pattern(source), whole: true }))
}

/** `<fine>`, `<accept>`, `<node>` and `<3>` (up to three words) stand for what is used everywhere. */
function pattern(source: string): RegExp {
  const written = source
    .replaceAll('<fine>', fine)
    .replaceAll('<accept>', accept)
    .replaceAll('<node>', node)
    .replace(/<(\d)>/g, (_, words) => gap(Number(words)))
  return new RegExp(`(?<![a-z0-9'])(?:${written})(?![a-z0-9'])`, 'g')
}
