import type { Examined, Finding } from '../report.ts'
import type { Program } from '../source/program/program.ts'
import { clustering } from './clustering/clustering.ts'
import { architectureParts } from './components/index.ts'
import { learnings, type Reviewed } from './learnings.ts'
import { monitoring } from './monitoring/gaps.ts'
import { nextSteps } from './next-steps.ts'
import { operations } from './operations.ts'
import { scenarios } from './partition/walk.ts'
import { recommendations } from './recommendations/recommendations.ts'
import type { Sections } from './shape.ts'
import { type Subject, subjectOf } from './subject.ts'
import { testPlan } from './tests/index.ts'
import { casesOfUse } from './use-cases/index.ts'

/** What needs the program: it is computed where that is. */
export type ProgramSections = Omit<Sections, 'recommendations' | 'learnings' | 'nextSteps'>

export function programSections(
  program: Program,
  judgement: Pick<Subject, 'findings' | 'examined' | 'architecture'>,
): ProgramSections {
  const subject = subjectOf(program, judgement)
  const parts = architectureParts(subject)
  const found = casesOfUse(subject)
  const told = operations(subject)
  const formed = clustering(subject)
  const known = { ...parts, useCases: found.useCases, operations: told.operations, clustering: formed }
  const walked = scenarios(subject, known)
  return {
    ...known,
    scenarios: walked,
    monitoring: monitoring(subject, known),
    ...testPlan(subject, { ...known, scenarios: walked }),
    holds: holding(judgement.examined),
    unknowns: [...found.unknowns, ...told.unknowns, ...alwaysUnknown],
  }
}

/** The rest: what follows from all findings, those of the expert and what the repository accepts among them. */
export function completeSections(
  sections: ProgramSections,
  findings: readonly Finding[],
  reviewed: Reviewed,
): Sections {
  const open = findings.filter(({ posted, accepted }) => posted && !accepted)
  const recommended = recommendations(open, sections.tests)
  return {
    ...sections,
    recommendations: recommended,
    learnings: learnings(sections, open, reviewed),
    nextSteps: nextSteps(recommended, sections, open, reviewed),
  }
}

/** What rules looked at and found in order everywhere. */
function holding(examined: readonly Examined[]): Sections['holds'] {
  return examined
    .filter(({ places, holding }) => holding > 0 && holding === places)
    .map(({ holds, places, examples }) => ({ what: `${holds} (${places} of ${places})`, evidence: examples }))
}

const alwaysUnknown: Sections['unknowns'] = [
  {
    what: 'How the program behaves when links are really cut',
    because: 'The code was read and not run: the test plan says how to find out.',
  },
]
