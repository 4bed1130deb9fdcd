import { readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { delivers } from './deliver.ts'
import { type KillPoint, killPoints } from './preload.ts'
import { random } from './random.ts'
import { doneTwice } from './record.ts'
import { openStage, type Stage } from './stage.ts'
import { broken, isAnswered, readChannel } from './threads.ts'

interface Chaos {
  /** The compiled main.js of the bot. */
  readonly program: string
  readonly kills: number
  /** Path of `postgres`, for two workers on a server; null: one process and its embedded database. */
  readonly postgres: string | null
  readonly seed: number
  /** Without it the run is expected to find a promise broken. */
  readonly lookUp: boolean
  readonly points?: readonly KillPoint[]
  readonly say: (sentence: string) => void
}

interface Outcome {
  /** Sentences; empty where every promise held. */
  readonly broken: readonly string[]
  readonly requests: number
  /** By point: how often a process ended there. */
  readonly ended: Readonly<Record<string, number>>
  readonly fetches: number
  /** Milliseconds from the last kill until all was answered. */
  readonly recovered: number
}

/**
 * Milliseconds after which a process that did not come to its point is ended where it is. Of two workers the other may
 * have the work.
 */
const patience = { alone: 60_000, together: 15_000 }
const longestRecovery = 240_000
/** Milliseconds within which a message that is there twice is removed. */
const twiceAtMost = 30_000

/**
 * Sends a request a round to the bot as it runs, ends a process by SIGKILL a round, and looks at what stands in the
 * channel when all is over. With a server one of two workers is ended for good and another takes its place.
 */
export async function chaos({ points = killPoints, ...options }: Chaos): Promise<Outcome> {
  const { kills, seed, say } = options
  const next = random(seed)
  const tags = Array.from({ length: kills }, (_, round) => `t${round}`)
  const stage = await openStage({ ...options, tags })
  try {
    if (options.postgres !== null) await stage.start(null)
    const ended: Record<string, number> = {}
    for (const [round, tag] of tags.entries()) {
      const point = points[round % points.length] ?? 'at random'
      const name = await killOne(stage, point, tag, next)
      ended[name] = (ended[name] ?? 0) + 1
      say(`${round + 1} of ${kills}: ended ${name}`)
    }
    const { channel, recovered } = await settled(stage, tags)
    const left = readdirSync(stage.temporary).map((name) => `The temporary folder ${name} was left.`)
    return {
      broken: [...broken(channel), ...doneTwice(stage.record), ...left],
      requests: tags.length,
      ended,
      fetches: stage.fetches(),
      recovered: Math.round(recovered),
    }
  } finally {
    await stage.close()
  }
}

/** One round; returns where the process ended. The request is acknowledged by somebody when it is over. */
async function killOne(stage: Stage, point: KillPoint, tag: string, next: () => number): Promise<string> {
  const { workspace } = stage
  const byItself = point !== 'at random' && point !== 'acknowledged'
  const nth = point === 'card posted' ? 1 + Math.floor(next() * 2) : 1
  const doomed = await stage.start(byItself ? { point, nth, signal: 'SIGKILL' } : null)
  workspace.listen(doomed.port)
  let acknowledged = await delivers(workspace, tag)
  const alone = stage.standing.size === 1
  if (byItself) await within(doomed.gone, alone ? patience.alone : patience.together)
  if (point === 'at random') await pause(next() * 4_000)
  const reached = !byItself || !stage.standing.has(doomed)
  await doomed.kill()
  if (!acknowledged) {
    // Slack delivers again what was not acknowledged, under the same id; here when a process is there to hear it.
    const [other] = stage.standing
    const heir = other ?? (await stage.start(null))
    workspace.listen(heir.port)
    while (!acknowledged) acknowledged = await delivers(workspace, tag)
    if (heir !== other) await heir.kill()
  }
  return reached ? point : `not at ${point}`
}

/** Waits until all is answered and nothing is there twice, or for as long as that may take; stops the last process. */
async function settled(stage: Stage, tags: readonly string[]) {
  const { workspace } = stage
  const from = performance.now()
  const [standing] = stage.standing
  const survivor = standing ?? (await stage.start(null))
  let channel = await readChannel(workspace, tags)
  const until = async (over: () => boolean, milliseconds: number) => {
    const began = performance.now()
    while (!over() && performance.now() - began < milliseconds) {
      await pause(500)
      channel = await readChannel(workspace, tags)
    }
  }
  await until(() => tags.every((tag) => isAnswered(channel.threads.get(tag) ?? [])), longestRecovery)
  const recovered = performance.now() - from
  await until(() => broken(channel).length === 0, twiceAtMost)
  await survivor.stop()
  return { channel, recovered }
}

async function within(gone: Promise<unknown>, milliseconds: number): Promise<void> {
  const over = new AbortController()
  await Promise.race([gone, pause(milliseconds, undefined, { signal: over.signal }).catch(() => {})])
  over.abort()
}
