import { type Answer, type Evaluation, evaluate } from '../../consensus/index.ts'
import { nameOf as nameOfOption } from '../../consensus/options.ts'
import type { Service } from '../../consensus/profile.ts'
import { inOrder } from '../../in-order.ts'
import type { Finding } from '../../report.ts'
import { nodes } from '../../source/program/deployment/index.ts'
import type { Sections, UseCase } from '../shape.ts'
import { places, placeText, postedOf, type Subject } from '../subject.ts'
import { everyUseCase } from './found.ts'
import type { Found } from './grouping.ts'
import { type Given, needsOfKind } from './mechanisms.ts'

type Need = UseCase['needs'][number]
type Model = (given: Given) => Evaluation

/** More of one report is a list that nobody weighs. */
const most = 60

/** Each use case with its mechanism now, whether it fits, and what would fit better by the consensus model. */
export function casesOfUse(subject: Subject): Pick<Sections, 'useCases' | 'unknowns'> {
  const found = everyUseCase(subject)
  const all: UseCase[] = []
  const ids = new Set<string>()
  const known = new Map<string, Evaluation>()
  // The model is pure, and trying every answer that is missing takes a tenth of a second.
  const model = (given: Given): Evaluation => {
    const key = JSON.stringify(given)
    const before = known.get(key) ?? evaluate(given)
    known.set(key, before)
    return before
  }
  for (const one of found.slice(0, most)) {
    const { kind } = one.mechanism
    let id = `${kind.replaceAll(' ', '-')}:${one.name}`
    while (ids.has(id)) id += '+'
    ids.add(id)
    all.push({ id, ...described(subject, one, model) })
  }
  const unknowns =
    found.length > most
      ? [
          {
            what: `${found.length - most} of ${found.length} use cases`,
            because: `${most} are shown: name a path to see the others.`,
          },
        ]
      : []
  return { useCases: all, unknowns }
}

function described(subject: Subject, found: Found, model: Model): Omit<UseCase, 'id'> {
  const { mechanism, name, sites } = found
  const against = findingsOf(subject, found)
  const needs = needsOf(subject, mechanism.kind)
  const weighed = needs.length > 0 ? weigh(found, needs, model) : nothing
  return {
    kind: mechanism.kind,
    name,
    mechanismNow: mechanism.now,
    guaranteeNow: mechanism.guarantee,
    ...fitOf(found, against, weighed),
    findings: against.map(({ fingerprint }) => fingerprint),
    needs,
    options: weighed.options,
    better: weighed.better,
    question: weighed.question,
    evidence: places(sites),
  }
}

/** Posted findings of the mechanism's rules in the same module. */
function findingsOf({ findings }: Subject, { mechanism, sites }: Found): Finding[] {
  const modules = new Set(sites.map(({ frame }) => `${frame.file.path} ${frame.module?.name}`))
  return postedOf(findings, mechanism.rules).filter(({ locations }) =>
    locations.some(({ path, symbol }) => {
      for (const key of modules) {
        const [file, module] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
        if (
          file === path &&
          (symbol === null || symbol === module || /^[.:]/.test(symbol.slice(module.length)))
        )
          return true
      }
      return false
    }),
  )
}

const services: readonly (readonly [library: string, service: Service])[] = [
  ['postgrex', 'postgres'],
  ['epgsql', 'postgres'],
  ['redix', 'redis'],
  ['eredis', 'redis'],
  ['eventstore', 'eventstore'],
]

function needsOf({ architecture, program }: Subject, kind: UseCase['kind']): Need[] {
  const ofKind = needsOfKind[kind]
  if (!ofKind) return []
  const needs = ofKind.map(
    ([dimension, answer, because]): Need => ({
      dimension,
      value: String(answer),
      basis: 'kind',
      because,
    }),
  )
  const present = new Map<Service, string>()
  for (const { name, from } of architecture.libraries)
    for (const [library, service] of services)
      if (library === name && !present.has(service)) present.set(service, `${name} in ${from}`)
  const infra = [...present].sort(([a], [b]) => inOrder(a, b))
  if (infra.length > 0)
    needs.push({
      dimension: 'infra',
      value: infra.map(([service]) => service).join(','),
      basis: 'code',
      because: infra.map(([, from]) => from).join(', '),
    })
  const count = nodes(program)
  if (count) {
    const value = String(count.max ?? count.min)
    needs.push({
      dimension: 'nodes',
      value,
      basis: 'code',
      because: placeText(places([count.from])[0] ?? missing),
    })
  }
  return needs
}

const missing = { path: '', startLine: 1, endLine: 1, symbol: null, snippet: '' }

interface Weighed {
  readonly options: UseCase['options']
  readonly better: UseCase['better']
  readonly question: string | null
  /** Of the present mechanism; null where the model does not have it. */
  readonly rating: string | null
}
const nothing: Weighed = { options: [], better: null, question: null, rating: null }

function weigh({ mechanism }: Found, needs: Need[], model: Model): Weighed {
  const given = Object.fromEntries(
    needs.map(({ dimension, value }) => [dimension, parsed(dimension, value)]),
  ) as Given
  const { options, recommendation, assumed, profile, sensitivity, questions } = model(given)
  for (const key of assumed)
    needs.push({
      dimension: key,
      value: String(profile[key]),
      basis: 'assumed',
      because: 'It is not in the code.',
    })
  const ranked = options.filter(({ rating }) => rating !== 'vetoed').slice(0, 3)
  const [first] = ranked
  const [question] = questions
  const present = options.find(({ id }) => id === mechanism.option)
  const isBest = first !== undefined && first.id === mechanism.option
  const rationale = first
    ? [...first.contributions]
        .sort((a, b) => b.points - a.points)
        .slice(0, 2)
        .map(({ why }) => sentence(why))
        .join(' ')
    : ''
  return {
    options: ranked.map(({ name, score, caveats }) => ({ name, score, caveat: caveats[0] ?? null })),
    better:
      recommendation === null || !first || isBest
        ? null
        : {
            name: first.name,
            rationale,
            wouldChange: sensitivity
              .slice(0, 3)
              .map(
                ({ dimension, value, winner }) =>
                  `${dimension}=${String(value)}: ${winner ? nameOfOption(winner) : 'nothing is left'}`,
              ),
          },
    question: recommendation === null && question ? question.question : null,
    rating: present?.rating ?? null,
  }
}

function sentence(text: string): string {
  const end = /[.!?]$/.test(text) ? text : `${text}.`
  return `${end.charAt(0).toUpperCase()}${end.slice(1)}`
}

function parsed(dimension: string, value: string): Answer {
  if (dimension === 'infra') return value.split(',') as Service[]
  return /^\d+$/.test(value) ? Number(value) : (value as Answer)
}

function fitOf(
  { mechanism, name }: Found,
  against: readonly Finding[],
  { rating, better, question }: Weighed,
): Pick<UseCase, 'fit' | 'why'> {
  const severe = against.filter(({ severity }) => severity !== 'minor')
  if (severe.length > 0) {
    const told = severe
      .slice(0, 2)
      .map(({ title, locations: [at] }) => (at ? `${title} (${placeText(at)})` : title))
    return { fit: 'unsafe', why: `${told.join('; ')}.` }
  }
  if (mechanism.kind === 'registry' && mechanism.now === 'Registry')
    return {
      fit: 'unknown',
      why: `Whether ${name} must be one for the whole cluster, or one for each node, is not in the code.`,
    }
  if (question !== null) return { fit: 'unknown', why: `The answer decides: ${question}` }
  if (rating === 'recommended' || rating === 'sound')
    return {
      fit: 'fits',
      why: `By the answers below it is ${rating === 'sound' ? 'sound' : 'among the best'}; what is assumed may change that.`,
    }
  if (better !== null && rating !== null)
    return {
      fit: 'unknown',
      why: 'By the answers below another option scores higher; several of them are assumed.',
    }
  return { fit: 'unknown', why: 'What this case needs is not in the code: no finding speaks against it.' }
}
