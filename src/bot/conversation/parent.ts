import { cancelButton } from '../../blocks/cards/actions.ts'
import { type Phase, progressCard, type Progress as Shown } from '../../blocks/cards/progress.ts'
import { createJournal } from '../../jobs/journal.ts'
import { type Lease, LeaseLost } from '../../jobs/lease.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Progress } from '../../review/request.ts'
import { stepsFrom } from '../../store/steps.ts'
import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import { createEdits } from './edits.ts'
import { type KeptPhase, keepPhases } from './phases.ts'
import type { Person } from './port.ts'

/** The first message of a review, which people watch while it is made. */
export interface Parent {
  /** Where everything else about this review is said. */
  readonly thread: Place
  /** What is finished, in the words that were shown. */
  finished(): readonly string[]
  watch(step: Progress): void
  /** `headline` is one sentence that says what was found. */
  done(commit: string | null, headline: string): void
  /** What was under way, or was to begin, is marked ✗. */
  failed(): void
  cancelled(by: string): void
  /** The same is answered elsewhere, in the message that is linked where the platform has links. */
  elsewhere(commit: string, link: string | null): void
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
  /** Why nothing happens yet; null where it is begun. */
  readonly waits?: string | null
  readonly lease: Lease
}

/** Posts it before any work is done, or finds the one of an earlier attempt; rejects where the platform refuses. */
export async function openParent(opening: Opening, desk: Desk): Promise<Parent> {
  const { id, platform, person, asked, restarted, lease, waits = null } = opening
  const { jobs, log, opened } = desk
  const phases = new Map<Progress['phase'], Phase>()
  const kept = (await stepsFrom(jobs.db, id, 'phase ')) as KeptPhase[]
  for (const { phase, text } of kept) phases.set(phase, { state: 'done', words: text })
  let shown: Shown = {
    requester: person.name === person.id ? null : person.name,
    repository: opening.repository,
    paths: asked.paths,
    ref: asked.ref,
    commit: kept.find(({ commit }) => commit)?.commit ?? null,
    phases: [...phases.values()],
    state: 'under-way',
    note: waits ?? restarted,
    buttons: [cancelButton(id)],
  }
  const post = () => jobs.outbox.post(`${id}/parent`, platform, opening.place, [progressCard(shown)], lease)
  const unedited = (error: unknown) => {
    if (error instanceof LeaseLost || lease.signal.aborted) return
    log.warn({ err: error }, 'The first message of a review could not be edited.')
  }

  /** A chat that was in memory alone is gone after a restart, and with it all that was said. */
  async function found(): Promise<Posted> {
    const isNew = !(await jobs.outbox.has(`${id}/parent`))
    const posted = await post()
    if (isNew || opened.get(id)) return posted
    try {
      await platform.update(posted, progressCard(shown), lease.hold)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-found') {
        await jobs.outbox.forget(`${id}/`)
        return post()
      }
      unedited(error)
    }
    return posted
  }

  const posted = await found()
  if (waits === null) opened.set(id, true)
  const edits = createEdits((card) => platform.update(posted, card, lease.hold), unedited)
  const show = (change: Partial<Shown>) => {
    shown = { ...shown, ...change }
    edits.show(progressCard(shown))
  }
  const keep = keepPhases(jobs.db, lease)
  const thread = { channel: posted.channel, thread: posted.thread ?? posted.id }
  const journal = createJournal(jobs.db, lease)
  const streamed = (await stepsFrom(jobs.db, id, 'stream')) as string[]
  const beside = platform.progress?.(thread, {
    person: person.id,
    isIn: posted.thread !== null,
    signal: lease.signal,
    earlier: streamed.at(-1) ?? null,
    began: (message) => journal.keep(`stream ${message}`, message),
  })
  let isOver = false
  let gone: Promise<void> | undefined
  const over = () => {
    isOver = true
    opened.delete(id)
    gone = beside?.over()
  }

  return {
    thread,
    finished: () => [...phases.values()].filter(({ state }) => state === 'done').map(({ words }) => words),
    watch(step) {
      const { phase, state, text, commit } = step
      phases.set(phase, { state, words: text })
      if (state === 'done') keep(step)
      shown = { ...shown, commit: commit ?? shown.commit, phases: [...phases.values()] }
      const told = beside?.tell({ id: phase, state, words: text }) ?? Promise.resolve(false)
      void told.then((seen) => {
        if (!seen && !isOver) edits.show(progressCard(shown))
      })
    },
    done(commit, headline) {
      over()
      const note = restarted === null ? headline : `${headline} ${restarted}`
      show({ commit, state: 'done', note, buttons: [] })
    },
    failed() {
      over()
      show({ state: 'failed', note: null, phases: withCross(shown.phases), buttons: [] })
    },
    cancelled(by) {
      over()
      const left = shown.phases.map(
        (phase): Phase => (phase.state === 'under-way' ? { ...phase, state: 'left-out' } : phase),
      )
      show({ state: 'cancelled', note: `Cancelled by ${by}.`, phases: left, buttons: [] })
    },
    elsewhere(commit, url) {
      over()
      const where = url === null ? 'earlier in this channel' : 'there'
      const note = `The same was asked for before and is under way; the answer comes ${where}.`
      const link = url === null ? null : { text: 'To that thread', url }
      show({ commit, state: 'elsewhere', note, link, phases: [], buttons: [] })
    },
    async landed() {
      await edits.landed()
      await gone
    },
  }
}

function withCross(phases: readonly Phase[]): Phase[] {
  const marked = phases.map(
    (phase): Phase => (phase.state === 'under-way' ? { ...phase, state: 'failed' } : phase),
  )
  if (marked.some((phase) => phase.state === 'failed')) return marked
  return [...marked, { state: 'failed', words: phases.length === 0 ? 'not begun' : 'not finished' }]
}
