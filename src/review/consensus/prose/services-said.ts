import { type Service, services } from '../profile.ts'
import { denialBehind } from './denial-behind.ts'
import { isNegated, sentenceAround } from './negation.ts'
import type { Spelled } from './spelling.ts'

export interface ServiceSaid {
  readonly service: Service | null
  readonly quote: string
  readonly at: number
  /** `there`: it runs already; `not`: it is denied; `thought`: it is asked about or considered. */
  readonly how: 'there' | 'not' | 'thought'
}

const names: Readonly<Record<Service, string>> = {
  postgres: 'postgres|aurora postgres|timescaledb|timescale|supabase',
  mysql: 'mysql|percona|planetscale',
  sqlite: 'sqlite3?|litestream|litefs',
  redis: 'redis|valkey|elasticache|keydb',
  etcd: 'etcd',
  consul: 'consul',
  k8s: 'k8s|k3s|eks|gke|aks|openshift|helm',
  eventstore: 'eventstore|event store db|kurrent',
}
const considered =
  /\b(?:should (?:we|i)|shall we|considering|consider|thinking (?:of|about)|wonder(?:ing)? (?:if|whether|about)|might (?:add|use|introduce|take)|could (?:add|use|introduce|take)|may (?:add|introduce)|would like to (?:try|use|add)|want to (?:try|evaluate|add)|is it worth|evaluating|or is|better than|compared? (?:to|with)|versus|vs|what about|do (?:we|i) need|introduce|looking at)\b/
const leaving =
  /\b(?:instead of|replac(?:e|es|ed|ing)|moving (?:away|off)|migrat(?:e|ing) (?:away|off|from)|get(?:ting)? rid of|drop(?:ping)?|used to (?:have|run|use)|remov(?:e|ing)|phas(?:e|ing) out)\b(?:(?! with | by | to | for )[^.;!?,])*$/
const nothing =
  /\b(?:no|without|not have|do not have|have no|zero|0) (?:any |an? |other |further )*(?:external |outside |extra |additional |third party )*(?:services?|infrastructure|dependencies|dependency)\b|\b(?:pure (?:beam|otp|erlang|elixir)|nothing (?:but|except|besides|other than) (?:the |our |a )?(?:beam|erlang|elixir|otp|app|application|nodes)|(?:beam|erlang|elixir) only|only (?:the )?(?:beam|erlang nodes|elixir nodes)|(?:no|without)(?: adding| introducing| needing)? (?:any )?(?:new|more|further|additional) (?:services?|infrastructure|dependenc(?:y|ies))|(?:no|without(?: any| an?)?|not have an?|not have any|not run an?|not need an?|not want an?|neither an?) (?:central |external |separate |shared |outside |other |extra |additional |dedicated |sql |third party )*(?:database|databases|db|dbs|data ?stores?|middleware|broker|brokers)(?: (?:server|servers|or [a-z]+))?|(?:self contained|stand ?alone|everything|all of it|all) (?:runs? )?(?:with)?in(?:side)? (?:the |our )?(?:beam|erlang|otp|elixir)(?: vm| cluster)?|(?:database|databases|external services?|dependencies) (?:is|are) (?:not (?:allowed|available|possible|wanted|an option|there|permitted)|forbidden|ruled out|off the table))\b/g

/** Every service that is named, and how; `service: null` says that there is none at all. */
export function servicesSaid(spelled: Spelled): ServiceSaid[] {
  const found: ServiceSaid[] = []
  const { text } = spelled
  for (const service of services) {
    for (const match of text.matchAll(new RegExp(`(?<![a-z0-9])(?:${names[service]})(?![a-z0-9])`, 'g'))) {
      const how = howSaid(text, match.index, match[0].length)
      found.push({ service, how, ...spelled.written(match.index, match.index + match[0].length) })
    }
  }
  for (const match of text.matchAll(nothing)) {
    found.push({
      service: null,
      how: 'there',
      ...spelled.written(match.index, match.index + match[0].length),
    })
  }
  return found.sort((a, b) => a.at - b.at)
}

function howSaid(text: string, from: number, length: number): ServiceSaid['how'] {
  const sentence = sentenceAround(text, from)
  const start = text.lastIndexOf(sentence, from)
  const before = text.slice(Math.max(0, start), from)
  if (isNegated(text, from) || leaving.test(before)) return 'not'
  if (denialBehind(text, from, from + length) === 'denied') return 'not'
  if (
    /^ (?:(?:no|not)(?= [.,;]|$| an option| allowed| wanted| possible| available| there| used)|is out|is off the table|is forbidden|is ruled out)/.test(
      text.slice(from + length),
    )
  )
    return 'not'
  if (/^ (?:is|are) (?:not|no)(?: [a-z]+)?\b(?! (?:a problem|new))/.test(text.slice(from + length)))
    return 'not'
  if (considered.test(before.slice(-80)) || sentence.trim().endsWith('?')) return 'thought'
  return 'there'
}
