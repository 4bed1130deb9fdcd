import { numberAt } from './numbers.ts'

/** Words as the phrases know them, each with where it stands in what was written. */
export interface Spelled {
  /** Lower case, one blank between words and marks, numbers in digits, American spelling, slips mended. */
  readonly text: string
  /** The written words from offset `from` to `to` of `text`, and their offset in what was written. */
  written(from: number, to: number): { readonly quote: string; readonly at: number }
}

interface Word {
  readonly form: string
  readonly start: number
  readonly end: number
}

/** Regions of clouds are one word; so are numbers with their sign, decimals and thousands. */
const word =
  /[a-z]{2}-(?:[a-z]+-){1,2}\d\b|(?<![\p{L}\p{N}])[-−]\d[\d,]*(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|w\/o?(?![\p{L}\p{N}])|\p{L}[\p{L}\p{N}]*(?:['’]\p{L}+)*|[%<≤/.,;:!?()\n–—-]/gu

export function spelled(written: string): Spelled {
  const words = withDigits(wordsOf(written))
  const starts: number[] = []
  let text = ''
  for (const { form } of words) {
    starts.push(text.length + (text === '' ? 0 : 1))
    text += text === '' ? form : ` ${form}`
  }
  return {
    text,
    written(from, to) {
      const inside = words.filter((each, at) => {
        const start = starts[at] ?? 0
        return start < to && start + each.form.length > from
      })
      const start = inside[0]?.start ?? 0
      return { quote: written.slice(start, inside.at(-1)?.end ?? start), at: start }
    },
  }
}

function wordsOf(written: string): Word[] {
  const found: Word[] = []
  for (const match of written.toLowerCase().matchAll(word)) {
    const [raw] = match
    const previous = found.at(-1)
    const isRange =
      /^[-–—]$/.test(raw) &&
      /\d/.test(written[match.index - 1] ?? '') &&
      /\d/.test(written[match.index + 1] ?? '')
    // A hyphen within a word parts it; between numbers it is a range, between words with blanks a pause.
    if (raw === '-' && !isRange && !/\s/.test(written[match.index - 1] ?? ' ')) continue
    const form = isRange ? 'to' : formOf(raw)
    if (form === '' || (form === ',' && previous?.form === ',')) continue
    for (const part of form.split(' ')) {
      found.push({ form: part, start: match.index, end: match.index + raw.length })
    }
  }
  return found
}

function formOf(raw: string): string {
  if (/^\d{1,3}(?:,\d{3})+/.test(raw) || /^[-−]/.test(raw)) {
    return raw.length === 1 ? ',' : raw.replaceAll(',', '').replace('−', '-')
  }
  if (raw === '\n') return '.'
  if (raw === '–' || raw === '—') return ','
  const plain = raw.replaceAll('’', "'")
  return forms.get(plain) ?? american(mended(plain))
}

/** Contractions are opened, so that a negation is one word; abbreviations are written out. */
const forms = new Map(
  Object.entries({
    "don't": 'do not',
    "doesn't": 'does not',
    "didn't": 'did not',
    "isn't": 'is not',
    "aren't": 'are not',
    "can't": 'can not',
    cannot: 'can not',
    cant: 'can not',
    dont: 'do not',
    doesnt: 'does not',
    "won't": 'will not',
    "needn't": 'need not',
    "mustn't": 'must not',
    "shouldn't": 'should not',
    "wouldn't": 'would not',
    "haven't": 'have not',
    "hasn't": 'has not',
    "who's": 'who is',
    "that's": 'that is',
    "it's": 'it is',
    "we've": 'we have',
    "we're": 'we are',
    "they're": 'they are',
    "everything's": 'everything is',
    'w/o': 'without',
    'w/': 'with',
    datacenter: 'data center',
    datacentre: 'data center',
    datacenters: 'data centers',
    datacentres: 'data centers',
    pg: 'postgres',
    psql: 'postgres',
    postgresql: 'postgres',
    kubernetes: 'k8s',
    eventstoredb: 'eventstore',
    kurrentdb: 'eventstore',
    mariadb: 'mysql',
    millisecond: 'ms',
    milliseconds: 'ms',
    millis: 'ms',
    msec: 'ms',
    msecs: 'ms',
    sec: 'seconds',
    secs: 'seconds',
    second: 'seconds',
    percent: '%',
    okay: 'ok',
    ha: 'highly available',
  }),
)

/** Centre, linearisable, synchronise: one spelling of each. */
function american(form: string): string {
  return form
    .replace(/^centre(s?)$/, 'center$1')
    .replace(/^(.{3,})is(e|ed|es|ing|able|ation)$/, (whole, stem: string, end: string) =>
      /(?:linear|serial|synchron|organ|final|central|local|normal|optim|replic)$/.test(stem)
        ? `${stem}iz${end}`
        : whole,
    )
    .replace(/our(s|ed|ing)?$/, (whole, end = '') =>
      /^(?:fav|behavi|col)our/.test(form) ? `or${end}` : whole,
    )
}

/** Words that are long and unlike any other, so that a slip in one of them is still that word. */
const distinctive = [
  ...['postgres', 'postgresql', 'redis', 'mysql', 'mariadb', 'sqlite', 'kubernetes', 'consul', 'eventstore'],
  ...['consistency', 'consistent', 'eventual', 'eventually', 'linearizable', 'serializable', 'transaction'],
  ...['availability', 'available', 'partition', 'offline', 'inventory', 'presence', 'registry', 'cluster'],
  ...['distributed', 'datacenter', 'datacenters', 'election', 'concurrent', 'conflict', 'conflicts'],
  ...['latency', 'milliseconds', 'duplicate', 'duplicates', 'shopping', 'durable', 'collaborative'],
  ...['document', 'counter', 'configuration', 'reservation', 'reservations', 'connectivity', 'continents'],
  ...[
    'regions',
    'servers',
    'instances',
    'machines',
    'replicas',
    'survive',
    'restart',
    'acceptable',
    'persisted',
  ],
]
const known = new Set([...distinctive, 'region', 'server', 'instance', 'machine', 'replica', 'persist'])
/** Words of their own that stand one letter from one of those. */
const lookalikes = new Set([
  ...['encounter', 'counters', 'documents', 'transactions', 'survives', 'survived', 'restarts', 'clusters'],
  ...['redid', 'reds', 'partitions', 'consult', 'severs', 'reasons', 'legions', 'elections', 'inventor'],
  ...['consistently', 'reservations', 'unavailable', 'inconsistent', 'inconsistency', 'nonlinearizable'],
  ...['conflicted', 'selection', 'ejection', 'counted', 'courter', 'currents', 'persists', 'present'],
])

function mended(form: string): string {
  if (form.length < 5 || known.has(form) || lookalikes.has(form)) return form
  for (const target of distinctive) {
    if (form[0] !== target[0] || Math.abs(form.length - target.length) > 1) continue
    if (isOneSlip(form, target)) return forms.get(target) ?? target
  }
  return form
}

/** One letter more, less, other, or two of them turned round. */
function isOneSlip(a: string, b: string): boolean {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const rest = (from: number, of: string): string => of.slice(at + from)
  if (rest(1, a) === rest(0, b) || rest(0, a) === rest(1, b) || rest(1, a) === rest(1, b)) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, a) === rest(2, b)
}

function withDigits(words: readonly Word[]): Word[] {
  const plain = words.map(({ form }) => form)
  const found: Word[] = []
  for (let at = 0; at < words.length; ) {
    const here = words[at]
    if (here === undefined) break
    const number = numberAt(plain, at)
    found.push(
      number === null
        ? here
        : {
            form: String(number.value),
            start: here.start,
            end: words[at + number.length - 1]?.end ?? here.end,
          },
    )
    at += number?.length ?? 1
  }
  return found
}
