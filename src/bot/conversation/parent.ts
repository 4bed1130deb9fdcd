import { type Phase, progressCard, type Progress as Shown } from '../../blocks/cards/progress.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Progress } from '../../review/request.ts'
import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import { createEdits } from './edits.ts'
import type { Person } from './port.ts'

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

interface Opening {
  /** Begins the keys of everything that is posted for this request. */
  readonly id: string
  readonly platform: Platform
  readonly place: Place
  readonly person: Person
  readonly repository: string
  readonly asked: ReviewWords
  /** A sentence that stays in it; null at a first attempt. */
  readonly restarted: string | null
}

/** Posts it before any work is done, or finds the one of an earlier attempt; rejects where the platform refuses. */
export async function openParent(opening: Opening, { jobs, log }: Desk): Promise<Parent> {
  const { platform, person, asked, restarted } = opening
  const phases = new Map<Progress['phase'], Phase>()
  let shown: Shown = {
    requester: person.name === person.id ? null : person.name,
    repository: opening.repository,
    paths: asked.paths,
    ref: asked.ref,
    commit: null,
    phases: [],
    state: 'under-way',
    note: restarted,
    buttons: [],
  }
  const post = () => jobs.outbox.post(`${opening.id}/parent`, platform, opening.place, [progressCard(shown)])

  /** A chat that was in memory alone is gone after a restart, and with it all that was said. */
  async function found(): Promise<Posted> {
    const posted = await post()
    if (restarted === null) return posted
    try {
      await platform.update(posted, progressCard(shown))
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') {
        await jobs.outbox.forget(`${opening.id}/`)
        return post()
      }
      unedited(error)
    }
    return posted
  }
  const unedited = (error: unknown) =>
    log.warn({ err: error }, 'The first message of a review could not be edited.')

  const posted = await found()
  const edits = createEdits((card) => platform.update(posted, card), unedited)
  const show = (change: Partial<Shown>) => {
    shown = { ...shown, ...change }
    edits.show(progressCard(shown))
  }

  return {
    thread: { channel: posted.channel, thread: posted.thread ?? posted.id },
    watch({ phase, state, text, commit }) {
      phases.set(phase, { state, words: text })
      show({ commit: commit ?? shown.commit, phases: [...phases.values()] })
    },
    done(commit, headline) {
      show({ commit, state: 'done', note: restarted === null ? headline : `${headline} ${restarted}` })
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
