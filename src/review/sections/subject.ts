import type { Architecture, Examined, Finding, Location } from '../report.ts'
import type { Language } from '../source/form.ts'
import { locationOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'

/** What the parts of a report are made of. */
export interface Subject {
  readonly program: Program
  /** Of the rules, worst first. */
  readonly findings: readonly Finding[]
  readonly examined: readonly Examined[]
  readonly architecture: Architecture
  /** The language of most of what was reviewed: snippets and tests are written in it. */
  readonly language: Language
}

export function subjectOf(
  program: Program,
  judgement: Pick<Subject, 'findings' | 'examined' | 'architecture'>,
): Subject {
  let elixir = 0
  let erlang = 0
  for (const { form, inScope, pathClass } of program.files) {
    if (!inScope || pathClass !== 'service' || form.modules.length === 0) continue
    if (form.language === 'elixir') elixir++
    else erlang++
  }
  return { program, ...judgement, language: erlang > elixir ? 'erlang' : 'elixir' }
}

/** Of the running service, within the paths that were asked for. */
export function isReviewed({ frame }: Site): boolean {
  return frame.file.pathClass === 'service' && frame.file.inScope
}

export function reviewed<S extends Site>(sites: readonly S[]): S[] {
  return sites.filter(isReviewed)
}

/** The first places, each line once. */
export function places(sites: readonly Site[], most = 3): Location[] {
  const found: Location[] = []
  for (const site of sites) {
    if (found.length === most) break
    const place = locationOf(site)
    if (!found.some((each) => each.path === place.path && each.startLine === place.startLine))
      found.push(place)
  }
  return found
}

export function postedOf(findings: readonly Finding[], rules: readonly string[]): Finding[] {
  return findings.filter(({ posted, rule }) => posted && rules.includes(rule))
}

/** `lib/a.ex:12`. */
export function placeText({ path, startLine }: Location): string {
  return `${path}:${startLine}`
}

/** The first place of each finding. */
export function firstPlaces(findings: readonly Finding[], most = 3): Location[] {
  return findings.flatMap(({ locations: [first] }) => (first ? [first] : [])).slice(0, most)
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
