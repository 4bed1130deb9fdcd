import { defaulted, dimensions } from '../dimensions.ts'
import { type Answer, answerText, type DimensionKey, type Profile, type Service } from '../profile.ts'
import type { UseCaseRead } from '../prose/read-use-case.ts'
import { impliedBy, usualFor } from './implied.ts'
import type { Requirement } from './requirement.ts'
import type { Shown } from './shown.ts'

interface Sources {
  readonly set: Partial<Profile>
  /** null: no words were given. */
  readonly words: UseCaseRead | null
  readonly shown: readonly Shown[]
}

export interface Gathered {
  /** One a dimension, in their order. */
  readonly requirements: readonly Requirement[]
  /** Those that count as answers. */
  readonly given: Partial<Profile>
  /** Stand in for the rest. */
  readonly standIns: Partial<Profile>
  readonly notes: readonly string[]
}

/** Every dimension with its answer and source: what is set goes before what is said, that before what is shown. */
export function gather({ set, words, shown }: Sources): Gathered {
  const notes = [...(words?.notes ?? [])]
  const found = new Map<DimensionKey, Requirement>()
  for (const [key, value] of Object.entries(set)) {
    if (value !== undefined) add(found, key as DimensionKey, value as Answer, 'set', 'it was set')
  }
  for (const { key, value, quote, at } of words?.said ?? []) {
    if (found.has(key)) continue
    add(found, key, value, 'said', 'the words say so')
    Object.assign(found.get(key) as Requirement, { quote, at })
  }
  for (const each of shown) addShown(found, each, words?.without ?? [], notes)
  for (const { key, value, because } of impliedBy(profileOf(found)))
    add(found, key, value, 'assumed', because)
  const given = profileOf(found)
  const usual = usualFor(given.data)
  const requirements = dimensions.map((dimension): Requirement => {
    const { key } = dimension
    const known = found.get(key)
    if (known !== undefined) return known
    const value = usual[key] ?? dimension.assumed
    const because = defaulted.has(key)
      ? 'no, unless somebody says otherwise'
      : usual[key] === undefined
        ? 'nobody said it; other values are tried as well'
        : `usual for a ${given.data}; other values are tried as well`
    return {
      key,
      value,
      source: 'assumed',
      quote: null,
      at: null,
      places: [],
      because,
      counts: defaulted.has(key),
    }
  })
  return { requirements, given, standIns: usual, notes }
}

function add(
  found: Map<DimensionKey, Requirement>,
  key: DimensionKey,
  value: Answer,
  source: Requirement['source'],
  because: string,
): void {
  found.set(key, { key, value, source, quote: null, at: null, places: [], because, counts: true })
}

function addShown(
  found: Map<DimensionKey, Requirement>,
  shown: Shown,
  without: readonly Service[],
  notes: string[],
): void {
  const { key, because } = shown
  const places = [...shown.places]
  const known = found.get(key)
  const value =
    typeof shown.value === 'object'
      ? shown.value.filter((service) => !without.includes(service))
      : shown.value
  if (typeof value === 'object' && typeof shown.value === 'object' && value.length < shown.value.length) {
    notes.push(
      `The repository uses ${shown.value.filter((each) => without.includes(each)).join(', ')}, which the words deny; the words count.`,
    )
  }
  if (known === undefined) {
    if (typeof value === 'object' && value.length === 0) return
    found.set(key, { key, value, source: 'shown', quote: null, at: null, places, because, counts: true })
    return
  }
  if (known.source === 'set' || String(known.value) === String(value)) return
  if (typeof value === 'object' && typeof known.value === 'object') {
    const all = [...new Set([...known.value, ...value])]
    if (all.length === known.value.length) return
    found.set(key, {
      ...known,
      value: all,
      places,
      because: `the words say ${answerText(known.value) || 'none'}; ${because}`,
    })
    return
  }
  if (Number(value) > Number(known.value)) {
    notes.push(`The words give ${key}=${answerText(known.value)}; ${because}. The larger counts.`)
    found.set(key, { key, value, source: 'shown', quote: null, at: null, places, because, counts: true })
  } else notes.push(`Besides, ${because}; the words give more.`)
}

function profileOf(found: ReadonlyMap<DimensionKey, Requirement>): Partial<Profile> {
  return Object.fromEntries([...found].map(([key, { value }]) => [key, value]))
}
