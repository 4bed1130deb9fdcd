import type { Depth, ExpertRun, Finding } from '../report.ts'
import type { Progress } from '../request.ts'
import type { Consultation, Expert } from './expert.ts'

interface Consulted {
  readonly findings: readonly Finding[]
  /** null: nobody was asked. */
  readonly run: ExpertRun | null
}

/** The expert's part of a review: what it adds to the findings; nothing at depth quick, and nothing without a key. */
export async function consult(
  expert: Expert | null | undefined,
  depth: Depth,
  subject: Omit<Consultation, 'watch'>,
  progress: (step: Progress) => void,
): Promise<Consulted> {
  if (!expert || depth === 'quick') return { findings: [], run: null }
  const watch = (turns: number) =>
    progress({ phase: 'expert', state: 'under-way', text: `expert, turn ${turns + 1}` })
  watch(0)
  const { findings, run } = await expert.review({ ...subject, watch }, depth)
  progress({
    phase: 'expert',
    state: 'done',
    text: `expert, ${run.turns} ${run.turns === 1 ? 'turn' : 'turns'}`,
  })
  return { findings, run }
}
