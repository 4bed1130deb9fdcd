import { type Phase, progressCard, type Progress as Shown } from '../../blocks/cards/progress.ts'
import type { Place } from '../../jobs/platform.ts'
import type { Progress } from '../../review/request.ts'
import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import { createEdits } from './edits.ts'
import type { Heard } from './port.ts'

/** The first message of a review, which people watch while it is made. */
export interface Parent {
  /** Where everything else about this review is said. */
  readonly thread: Place
  watch(step: Progress): void
  /** `headline` is one sentence that says what was found. */
  done(commit: string | null, headline: string): void
  /** What was under way, or was to begin, is marked ✗. */
  failed(): void
  /** Resolves when the last edit has landed. */
  landed(): Promise<void>
}

/** Posts it before any work is done; rejects where the platform refuses. */
export async function openParent(
  heard: Heard,
  repository: string,
  asked: ReviewWords,
  desk: Desk,
): Promise<Parent> {
  const { platform, place, person } = heard
  const phases = new Map<Progress['phase'], Phase>()
  let shown: Shown = {
    requester: person.name === person.id ? null : person.name,
    repository,
    paths: asked.paths,
    ref: asked.ref,
    commit: null,
    phases: [],
    state: 'under-way',
    note: null,
    buttons: [],
  }
  const posted = await platform.post(place, [progressCard(shown)])
  const edits = createEdits(
    (card) => platform.update(posted, card),
    (error) => desk.log.warn({ err: error }, 'The first message of a review could not be edited.'),
  )
  const show = (change: Partial<Shown>) => {
    shown = { ...shown, ...change }
    edits.show(progressCard(shown))
  }

  return {
    thread: { channel: posted.channel, thread: place.thread ?? posted.id },
    watch({ phase, state, text, commit }) {
      phases.set(phase, { state, words: text })
      show({ commit: commit ?? shown.commit, phases: [...phases.values()] })
    },
    done(commit, headline) {
      show({ commit, state: 'done', note: headline })
    },
    failed() {
      show({ state: 'failed', phases: withCross(shown.phases) })
    },
    landed: edits.landed,
  }
}

function withCross(phases: readonly Phase[]): Phase[] {
  const marked = phases.map(
    (phase): Phase => (phase.state === 'under-way' ? { ...phase, state: 'failed' } : phase),
  )
  if (marked.some((phase) => phase.state === 'failed')) return marked
  return [...marked, { state: 'failed', words: phases.length === 0 ? 'not begun' : 'not finished' }]
}
