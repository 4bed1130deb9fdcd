import type { Button, Card, Line, Part } from '../card.ts'
import { visible } from '../escape.ts'
import { buttonRow } from './actions.ts'
import { code, joined, line, prose, strong, text } from './runs.ts'
import { crop as cropped, sentence, shortCommit, subject } from './words.ts'

/** One step of a review as people see it. `words` say what happened: `read 212 files, 31,480 lines`. */
export interface Phase {
  readonly state: 'done' | 'under-way' | 'failed' | 'left-out'
  readonly words: string
}

/** Who asked for what, how far it is, and how it ended. */
export interface Progress {
  readonly requester: string | null
  readonly repository: string
  readonly paths: readonly string[]
  readonly ref: string | null
  /** Null until the ref is resolved. */
  readonly commit: string | null
  readonly phases: readonly Phase[]
  readonly state: 'under-way' | 'done' | 'failed' | 'cancelled' | 'elsewhere'
  /** A sentence that says how it ended or why it waits. */
  readonly note: string | null
  /** Where the same is answered. */
  readonly link?: { readonly text: string; readonly url: string } | null
  readonly buttons: readonly Button[]
}

const mark: Record<Phase['state'], string> = { done: '✓', 'under-way': '◌', failed: '✗', 'left-out': '–' }

const verb: Record<Progress['state'], string> = {
  'under-way': 'Reviewing',
  done: 'Reviewed',
  failed: 'Could not review',
  cancelled: 'Cancelled the review of',
  elsewhere: 'Already reviewing',
}

/** Bounds in code points and counts: the card is one message that is edited, so it must never need a second. */
const most = { name: 200, words: 200, note: 600, phases: 12, buttons: 3 }

/** The parent message of a thread, edited as phases pass. */
export function progressCard(progress: Progress): Card {
  const what = crop(subject(progress), most.name)
  const repository = crop(progress.repository, most.name)
  return {
    summary: sentence(`${verb[progress.state]} ${what}${what === repository ? '' : ` of ${repository}`}`),
    parts: [
      line(strong('distreview'), text(` ${verb[progress.state]} `), ...asked(progress, what, repository)),
      ...phaseLine(progress.phases),
      ...(progress.note === null ? [] : [line(...prose(crop(sentence(progress.note), most.note)))]),
      ...(progress.link ? [line({ kind: 'link', ...progress.link })] : []),
      ...buttonRow(progress.buttons.slice(0, most.buttons)),
    ],
  }
}

function asked({ ref, commit, requester }: Progress, what: string, repository: string): Line {
  const short = shortCommit(commit)
  return [
    code(what),
    ...(what === repository ? [] : [text(` of ${repository}`)]),
    ...(ref === null ? [] : [text(' at '), code(crop(ref, most.name))]),
    ...(short === null ? [] : [text(` (${short})`)]),
    text(requester === null ? '.' : ` for ${crop(requester, most.name)}.`),
  ]
}

function phaseLine(phases: readonly Phase[]): Part[] {
  if (phases.length === 0) return []
  // The last ones are what is going on; earlier ones are counted.
  const left = Math.max(0, phases.length - most.phases)
  const shown = phases
    .slice(left)
    .map(({ state, words }): Line => [text(`${mark[state]} `), ...prose(crop(words, most.words))])
  const before = left === 0 ? [] : [text(`${left} earlier · `)]
  return [line(...before, ...joined(shown, ' · '))]
}

/** Cropped as it will be seen: an unseen character becomes several. */
function crop(words: string, length: number): string {
  return cropped(visible(words), length)
}
