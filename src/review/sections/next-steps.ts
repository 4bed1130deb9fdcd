import type { Finding } from '../report.ts'
import type { Reviewed } from './learnings.ts'
import type { Recommendation, Sections } from './shape.ts'

/** At most five: what to mend first, the test to run, and the review that shows it. */
export function nextSteps(
  recommended: readonly Recommendation[],
  {
    tests,
    testFiles,
    clustering,
    monitoring,
  }: Pick<Sections, 'tests' | 'testFiles' | 'clustering' | 'monitoring'>,
  findings: readonly Finding[],
  reviewed: Reviewed,
): Sections['nextSteps'] {
  const found: Sections['nextSteps'] = []
  const whole = testFiles.filter(({ fillIn }) => fillIn.length === 0)
  const [first] = recommended
  const proof = tests.find(
    ({ covers, file }) => file !== null && covers.some((one) => first?.mends.includes(one)),
  )
  const file = whole.find(({ path }) => path === proof?.file) ?? whole[0]
  if (file)
    found.push({
      what: `Add ${file.path} and see it fail.`,
      doneWhen: 'It fails on this commit for the reason that its title names.',
      command: file.run,
    })
  for (const { title, doneWhen } of recommended.filter(({ priority }) => priority === 'now').slice(0, 2))
    found.push({ what: title, doneWhen, command: null })
  const [gap] = monitoring.gaps.filter(({ priority }) => priority === 'now')
  if (gap)
    found.push({
      what: `Watch ${gap.signal}.`,
      doneWhen: `An alert on "${gap.alert.condition}" was seen to fire on staging.`,
      command: null,
    })
  if (found.length < 4 && !('evidence' in clustering.size))
    found.push({
      what: 'Write down how many nodes run, now and planned.',
      doneWhen: 'A manifest or a release in the repository says it.',
      command: null,
    })
  const paths = reviewed.paths.map((path) =>
    /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`,
  )
  found.push({
    what: 'Review the changed commit.',
    doneWhen:
      findings.length > 0 ? 'What was mended is listed as fixed, and nothing is new.' : 'Nothing is new.',
    command: ['distreview review .', ...paths].join(' '),
  })
  return found.slice(0, 5)
}
