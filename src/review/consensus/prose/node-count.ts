import { denialBehind } from './denial-behind.ts'
import { isNegated } from './negation.ts'
import { remoteCounts } from './remote-count.ts'
import type { Said } from './said.ts'
import type { Spelled } from './spelling.ts'

const noun =
  '(?:nodes?|servers?|instances?|machines?|replicas?|pods?|hosts?|vms?|boxes|box|containers?|dynos|workers?|brokers?)'
const adjective =
  '(?:(?:erlang|elixir|beam|otp|phoenix|app|application|web|api|edge|backend|back end|server|linux|physical|virtual|ec2|k8s|cluster|clustered|worker|identical|stateless|small|big|large|bare metal|fly|different|separate|connected|beefy|cheap|cloud|service|phoenix app) ){0,2}'
/** Any other word between a number and its nodes, unless it makes them something else. */
const qualified =
  '(?:(?!(?:and|or|to|of|in|on|at|for|per|with|from|over|by|the|a|is|are|read|database|db|redis|postgres|mysql|etcd|consul|kafka|zookeeper|cassandra|mongo|mongodb|riak|dead|failed|failing|lost|crashed|broken|ms|seconds|minutes|hours|days|years|users?|million|more|fewer|standby|stand|concurrent|background)\\b)[a-z]+ )?'
const number = '(-?\\d+(?:\\.\\d+)?)'
const sites =
  '(?:regions?|data centers?|dcs?|sites?|zones?|availability zones?|azs?|locations?|continents|stores?|shops?|branches|branch|farms?|hospitals?|clinics?|plants?|factories|factory|warehouses?|depots?|restaurants?|hotels?|buildings?|offices?)'
const each = `(?: (?:in|at|for|on|within) (?:each|every|both)(?: of (?:them|the \\d+))?(?: ${sites})?| per ${sites}| each| apiece)`
const reads = (source: string): RegExp => new RegExp(`(?<![a-z0-9'.])${source}(?![a-z0-9'])`, 'g')

const about = '(?:(?:or (?:so|more)|odd|plus|something|ish|of (?:the|our|these|those)|more) )?'
const counted = reads(`${number} ${about}${qualified}${adjective}${noun}`)
const summed = reads(`${number} ${adjective}${noun} (?:and|plus) ${number} ${adjective}${noun}`)
const ranged = reads(`${number} (?:to|and|or|till|until) ${number} ${adjective}${noun}`)
const grown = reads(
  `${adjective}${noun} (?:now |today |currently |at the moment )?(?:to|and then|up to) (?:about |perhaps |maybe )?${number}(?! (?:ms|seconds|users|requests|%|minutes|hours))`,
)
const clusterOf = reads(`clusters? (?:of|with|size(?: is| of)?) ${number}(?! (?:${sites}|ms|users|clients))`)
const clusterAdjective = reads(
  `${number} (?:node|member|machine|server|instance|pod|replica|voter) (?:[a-z]+ )?(?:clusters?|setup|deployment|installation)`,
)
const single = reads(
  `(?:on|with|have|has|run|runs|is|use|using|just|of|: ?)? ?(?:a|our|the|1) single ${adjective}(?:node|server|machine|instance|box|vm|host)`,
)
/** What a later number may follow, once nodes were spoken of. */
const growth = reads(
  `(?:grow|grows|growing|scale|scales|scaling|rise|rises|rising|expand|expands|expanding|go|going|expect|expecting|expected|project|projected|plan|planned|planning|increase|increasing|reach|reaching|heading|later|eventually|soon|maybe|perhaps|possibly|then|next year)(?: up| out| on| for| of| the| with| it| more| be| a| year| next)*(?: to| towards| past| by| about| around| up to| for| ,| some| maybe| perhaps| probably)* ${number}(?! (?:%|ms|seconds|minutes|hours|days|users|requests|times|data|regions|million|x)\\b)`,
)
const inTime = reads(
  `${number} (?:of them |more )?(?:are |is )?(?:(?:expected|planned|projected|foreseen|anticipated|forecast|forecasted|targeted|aimed for|coming|to come|on order|the goal|the target|the plan)(?= [.,;:!?)]|$| (?:by|in|within|next|soon|later|for|at|when|after|over|this)\\b)|next (?:year|quarter|month|summer)|in (?:a|the next|1|\\d+) (?:few )?(?:years?|months?|quarters?)|within (?:a|the|1|\\d+) (?:years?|months?)|by (?:next|the end|(?:the |late |early |mid )*(?:spring|summer|autumn|fall|winter|christmas|year|january|february|march|april|june|july|august|september|october|november|december)|year|then|\\d{4})|this (?:year|summer|autumn|winter|spring)|a year from now|after (?:the )?(?:rollout|roll out|launch|expansion|merger)|when (?:fully )?rolled out|later|in the future|eventually|soon|at (?:christmas|peak|black friday)|during peaks?|tomorrow)`,
)
const now = reads(`${number} (?:now|today|currently|at the moment|at present|so far|right now|in production)`)
const times = reads(
  '(?:expect to |expected to |will |may |might |plan to |soon |to )(double|triple|quadruple)',
)
/** Nodes of something else, or those that fail. */
const other =
  /(?:read|(?:database|db|redis|postgres|mysql|etcd|consul|kafka)(?: clusters?)?(?: with| of| on| has)?|lose|losing|loss of|lost|tolerates?|survives?|survive|without|drain|kill) (?:the |of |a |only |exactly |just )*$/
const otherService =
  /^\S+ (?:nodes?|members?|replicas?|servers?|instances?) (?:of )?(?:redis|postgres|mysql|etcd|consul|kafka|zookeeper|cassandra)/
const fails =
  /^ (?:of \d+ )?(?:fails?|failing|failed|die|dies|dying|down|lost|crash|crashes|crashed|is lost|are lost|is down|are down|go down|goes down|at a time|at once|may|out of)/

/** More devices than a profile takes are not read as nodes, and that is noted. */
const most = 1_000_000

/**
 * The largest number of nodes that is spoken of, now or projected, with its place; null where none is. Where no nodes
 * are counted, devices are, and vehicles and sites if the words are `isRemote`: about work at the edge or offline.
 */
export function nodesSaid(spelled: Spelled, isRemote: boolean, notes: string[]): Said | null {
  const { text } = spelled
  const found: { value: number; from: number; to: number }[] = []
  const add = (raw: string | undefined, from: number, length: number) => {
    const value = Number(raw)
    if (raw !== undefined && Number.isFinite(value)) found.push({ value, from, to: from + length })
  }
  for (const match of text.matchAll(ranged)) {
    for (const raw of [match[1], match[2]]) add(raw, match.index, match[0].length)
  }
  for (const match of text.matchAll(counted)) {
    const [whole, raw] = match
    const before = text.slice(0, match.index)
    const after = text.slice(match.index + whole.length)
    if (Number(raw) === 1 && !/\b(?:have|run|use|with|have just|is just|just) $/.test(before)) continue
    if (other.test(before) || otherService.test(whole + after)) continue
    if (Number(raw) <= 2 && (/\b(?:only|exactly|by|any) $/.test(before) || isNegated(text, match.index)))
      continue
    if (fails.test(after)) continue
    if (denialBehind(text, match.index, match.index + whole.length) === 'denied') continue
    const per = new RegExp(`^${each}`).exec(after)
    add(String(Number(raw) * (per ? sitesIn(text) : 1)), match.index, whole.length + (per?.[0].length ?? 0))
  }
  for (const pattern of [clusterOf, clusterAdjective]) {
    for (const match of text.matchAll(pattern)) {
      const foreign = /(?:redis|postgres|mysql|etcd|consul|kafka) $/.test(text.slice(0, match.index))
      const denied = denialBehind(text, match.index, match.index + match[0].length) === 'denied'
      if (!foreign && !denied && !otherService.test(match[0])) add(match[1], match.index, match[0].length)
    }
  }
  for (const match of text.matchAll(summed)) {
    add(String(Number(match[1]) + Number(match[2])), match.index, match[0].length)
  }
  for (const match of text.matchAll(single)) {
    if (!other.test(text.slice(0, match.index))) add('1', match.index, match[0].length)
  }
  if (found.length === 0) {
    for (const remote of remoteCounts(text, isRemote)) {
      const per = new RegExp(`^${each}`).exec(text.slice(remote.to))
      const value = remote.value * (per ? sitesIn(text) : 1)
      if (value <= most) found.push({ ...remote, value, to: remote.to + (per?.[0].length ?? 0) })
      else {
        notes.push(
          `"${spelled.written(remote.from, remote.to).quote}" is more than ${most.toLocaleString('en')} nodes and was not read as their number.`,
        )
      }
    }
  }
  if (found.length > 0) {
    for (const pattern of [grown, growth, inTime, now]) {
      for (const match of text.matchAll(pattern)) {
        if (match.index > Math.min(...found.map(({ from }) => from)) || pattern === now) {
          if (isCount(text, match)) add(match[1], match.index, match[0].length)
        }
      }
    }
    const largest = Math.max(...found.map(({ value }) => value))
    for (const match of text.matchAll(times)) {
      const factor = { double: 2, triple: 3, quadruple: 4 }[match[1] ?? ''] ?? 1
      add(String(largest * factor), match.index, match[0].length)
    }
  }
  const negative = found.find(({ value }) => value < 0)
  const best =
    negative ?? found.reduce<(typeof found)[number] | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  if (best === null) return null
  return {
    key: 'nodes',
    value: best.value,
    ...spelled.written(best.from, best.to),
  }
}

/** Years, and numbers of something else that stand where a count might, are no nodes. */
function isCount(text: string, match: RegExpMatchArray): boolean {
  const value = Number(match[1])
  if (value >= 1990 && value <= 2100 && Number.isInteger(value)) return false
  const after = text.slice((match.index ?? 0) + match[0].length)
  return !new RegExp(
    `^ (?:${sites}|users|requests|clients|ms|seconds|minutes|hours|days|%|gateways|devices|players|tables|keys|events|mails|messages|jobs)\\b`,
  ).test(after)
}

function sitesIn(text: string): number {
  const counts = [...text.matchAll(reads(`(\\d+) (?:aws |cloud |different |availability )*${sites}`))]
  return Math.max(1, ...counts.map((match) => Number(match[1])))
}
