import type { Report } from '../report.ts'
import type { WhatIf } from './answer-shape.ts'
import { detectionOf } from './detection.ts'
import { answerDivision } from './division.ts'
import type { ClusterFacts } from './facts.ts'
import { answerClock, answerResize, answerSlow } from './gradual.ts'
import { answerOutage } from './outage.ts'
import { readQuestion } from './read-question.ts'
import type { Question } from './scenario.ts'
import { type Subject, subjectOf } from './subject.ts'
import { nextQuestions, readAs } from './wording.ts'

/** What a question is answered over: a review, or nothing but what the question itself states. */
type KnownProgram = Pick<Report, 'findings' | 'commit' | 'target'> & {
  readonly facts: ClusterFacts | null
}

/** What each kind of scenario answers for itself. */
export type Part = Pick<WhatIf, 'headline' | 'sides' | 'mechanisms' | 'timeline'> & {
  readonly assumptions: readonly string[]
  readonly unknown: WhatIf['unknown']
  readonly detection?: WhatIf['detection']
  readonly figures?: WhatIf['figures']
}

/** What a kind of scenario is answered from. */
export interface Asked {
  readonly question: Question
  readonly subject: Subject
  readonly facts: ClusterFacts | null
}

/**
 * Answers "what if …" over a review (null: over the figures of the question alone). Pure: the same question over the
 * same report is the same answer. Throws a Refusal for words that cannot be read and numbers that cannot be.
 */
export function whatIf(words: string, known: KnownProgram | null): WhatIf {
  const question = readQuestion(words)
  const { scenario, unread } = question
  const subject = subjectOf(question, known)
  const part = partOf({ question, subject, facts: known?.facts ?? null })
  return {
    question: words.trim(),
    readAs: readAs(scenario),
    scenario,
    about: known && { repository: known.target.repository, commit: known.commit },
    headline: part.headline,
    figures: [...subject.figures, ...(part.figures ?? [])],
    sides: part.sides.map(({ name, size, up }) => ({ name, size, up })),
    detection: part.detection === undefined ? detectionOf(scenario, subject) : part.detection,
    mechanisms: part.mechanisms,
    findings: findingsOf(scenario.kind, known),
    timeline: part.timeline,
    assumptions: [...subject.assumptions, ...part.assumptions],
    unknown: [...subject.unknown, ...part.unknown],
    unread: [...unread],
    next: nextQuestions(scenario, subject),
  }
}

function partOf(asked: Asked): Part {
  const { scenario } = asked.question
  switch (scenario.kind) {
    case 'cut':
    case 'nodes-fail':
    case 'region-lost':
    case 'rolling-deploy':
      return answerDivision(scenario, asked)
    case 'discovery-fails':
      return answerOutage(scenario, asked)
    case 'resize':
      return answerResize(scenario, asked)
    case 'clock-jump':
      return answerClock(scenario, asked)
    case 'slow-node':
      return answerSlow(scenario, asked)
  }
}

/** Families and rules whose findings a scenario brings about. */
const broughtAbout: Record<WhatIf['scenario']['kind'], ReadonlySet<string>> = {
  cut: new Set(['quorum', 'leadership', 'partitions', 'mnesia', 'registries', 'ra-cluster-formation']),
  'nodes-fail': new Set([
    'quorum',
    'leadership',
    'registries',
    'down-noconnection-as-death',
    'crdt-not-durable',
  ]),
  'region-lost': new Set([
    'quorum',
    'leadership',
    'registries',
    'down-noconnection-as-death',
    'crdt-not-durable',
  ]),
  'clock-jump': new Set(['clocks', 'clock-unobserved']),
  'discovery-fails': new Set(['discovery-failure-disconnects', 'boot-split-formation']),
  'slow-node': new Set([
    'remote-calls',
    'leader-no-fencing',
    'redis-lock-unsafe',
    'dist-head-of-line',
    'mailbox-unbounded',
  ]),
  'rolling-deploy': new Set(['deploys', 'ra-machine-unversioned', 'pubsub-pool-size-drift']),
  resize: new Set(['scale', 'quorum-frozen-size', 'crdt-neighbours-overwritten', 'state-node-local']),
}

function findingsOf(kind: WhatIf['scenario']['kind'], known: KnownProgram | null): WhatIf['findings'] {
  const about = broughtAbout[kind]
  return (known?.findings ?? [])
    .filter((finding) => finding.posted && (about.has(finding.family) || about.has(finding.rule)))
    .map(({ rule, title, locations }) => ({ rule, title, evidence: locations.slice(0, 1) }))
}
