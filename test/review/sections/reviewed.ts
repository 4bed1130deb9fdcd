import { resolve } from 'node:path'
import { plantExamples } from '../../../src/bot/web/examples.ts'
import { review } from '../../../src/review/pipeline.ts'
import type { Report } from '../../../src/review/report.ts'
import type { Sections } from '../../../src/review/sections/shape.ts'
import { temporaryFolder } from '../checkout/fixtures.ts'

/** The report of an example, whole. */
export async function reviewOf(name: string): Promise<Report> {
  const sources = await plantExamples(resolve('examples'), temporaryFolder())
  const source = sources.find((each) => each.name === name)
  if (!source) throw new Error(`no example ${name}`)
  return review(
    { source, paths: [], ref: 'main', worktree: false },
    { clock: () => 0, mirrors: null, version: '0.0.0', progress: () => {} },
  )
}

export function sectionsOf({ sections }: Report): Sections {
  if (!sections) throw new Error('the report has no sections')
  return sections
}
