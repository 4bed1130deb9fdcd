import type { Report } from '../report.ts'
import type { Recommendation, TestCase } from '../sections/shape.ts'
import { type Answer, becauseOf, type Claim, claim, counted, filled, withoutSections } from './answer.ts'

/** A finding by the number of its card; null where it has none. */
export type NumberOf = (fingerprint: string) => number | null

/** What to do, in order of risk over effort. */
export function recommended({ sections }: Pick<Report, 'sections'>, numberOf: NumberOf): Answer {
  const title = 'Recommendations'
  if (sections === null) return withoutSections(title)
  const { recommendations } = sections
  const by = (priority: Recommendation['priority']): Claim[] =>
    recommendations.filter((each) => each.priority === priority).map((each) => recommendation(each, numberOf))
  const [first] = recommendations
  return {
    title,
    headline:
      first === undefined
        ? 'There is nothing to recommend from what was read.'
        : `Begin with 1: ${first.title}`,
    groups: filled([
      { title: 'Now', claims: by('now') },
      { title: 'Next', claims: by('next') },
      { title: 'Later', claims: by('later') },
    ]),
    unknown: [],
    ask: ['test plan', ...mendable(recommendations, numberOf)],
  }
}

function recommendation(
  { rank, title, effort, mends, steps, evidence }: Recommendation,
  numberOf: NumberOf,
): Claim {
  const { low, high, unit } = effort
  const takes = low === high ? `${low} ${low === 1 ? unit.slice(0, -1) : unit}` : `${low} to ${high} ${unit}`
  const numbers = mends.map(numberOf).filter((number) => number !== null)
  const mended = numbers.length === 0 ? '' : ` Mends ${numbers.join(', ')}.`
  const [step = ''] = steps
  return claim(`${rank} · ${ended(title)} ${takes}.${mended} First: ${ended(step)}`, evidence)
}

function mendable(recommendations: readonly Recommendation[], numberOf: NumberOf): string[] {
  const number = recommendations.flatMap(({ mends }) => mends.map(numberOf)).find((each) => each !== null)
  return number === undefined ? [] : [`show the fix for ${number}`]
}

/** What to try on a running cluster, and how it is told whether it passed. */
export function testPlan({ sections }: Pick<Report, 'sections'>): Answer {
  const title = 'Test plan'
  if (sections === null) return withoutSections(title)
  const { tests, testFiles } = sections
  const runnable = tests.filter(({ runnableNow }) => runnableNow).length
  return {
    title,
    headline:
      tests.length === 0
        ? 'No test is planned: nothing was found that a fault could break.'
        : `${counted(tests.length, 'test')}, of which ${runnable === 0 ? 'none runs' : runnable === 1 ? '1 runs' : `${runnable} run`} as written.`,
    groups: filled([
      { title: null, claims: tests.map(testClaim) },
      { title: 'What keeps them from being run as they are', claims: kept(tests) },
      {
        title: 'Files',
        claims: testFiles.map(({ path, run, fillIn }) =>
          claim(
            `\`${path}\`, run by \`${run}\`.${fillIn.length === 0 ? '' : ` To fill in: ${fillIn.join('; ')}.`}`,
          ),
        ),
      },
    ]),
    unknown: [],
    ask: ['recommendations', 'which nodes can write during a partition'],
  }
}

/** Each reason once, with the tests that it is the reason of. */
function kept(tests: readonly TestCase[]): Claim[] {
  const each = tests.flatMap(({ notRunnableBecause: because }, at) =>
    because === null ? [] : [{ what: String(at + 1), because }],
  )
  return becauseOf(each).map(({ what, because }) => claim(`${what.replaceAll(';', ',')}: ${because}`))
}

function testClaim({ title, level, fault, wait, passWhen }: TestCase, at: number): Claim {
  const commands = fault.commands.map((command) => `\`${command}\``).join('; ')
  const brings = commands === '' ? '' : ` Fault: ${commands}.`
  const waits = wait.seconds === 0 ? '' : ` Wait ${wait.seconds} s: ${ended(wait.because)}`
  return claim(
    `${at + 1} · ${ended(title)} Level: ${level}.${brings}${waits} Passes when: ${ended(passWhen)}`,
  )
}

function ended(words: string): string {
  const trimmed = words.trim()
  return trimmed === '' || /[.?!:…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
