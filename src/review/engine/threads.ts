import { Worker } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import { Beat } from './beat.ts'
import { TooSlow } from './slow.ts'
import type { GivenFile, OpenStudy, Study } from './study.ts'
import { type Told, thrown } from './wire.ts'

export interface ThreadLimits {
  /** Milliseconds for one file, and for one rule. */
  readonly file: number
  readonly rule: number
  /** Megabytes of the heap of a study. */
  readonly heap: number
}

const usual: ThreadLimits = { file: 10_000, rule: 60_000, heap: 2_048 }

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * Studies in threads of their own: the event loop stays free, an abort ends the thread at once, and a file or rule
 * that takes longer than its limit ends it with TooSlow.
 */
export function studiesInThreads(given: Partial<ThreadLimits> = {}): OpenStudy {
  const limits = { ...usual, ...given }
  return (signal) => {
    const memory = Beat.memory()
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: memory,
      resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 64 },
    })
    const pending = new Map<number, Pending>()
    const paths: string[] = []
    let calls = 0
    let over: Error | null = null

    const end = (error: Error) => {
      over ??= error
      clearInterval(watch)
      signal?.removeEventListener('abort', aborted)
      for (const { reject } of pending.values()) reject(over)
      pending.clear()
      void worker.terminate()
    }
    const aborted = () => end(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
    const watch = watchBeat(new Beat(memory), limits, paths, end)
    if (signal?.aborted) aborted()
    signal?.addEventListener('abort', aborted, { once: true })
    worker.on('message', (told: Told) => {
      const waiting = pending.get(told.id)
      pending.delete(told.id)
      if ('fault' in told) waiting?.reject(thrown(told.fault))
      else waiting?.resolve(told.value)
    })
    worker.on('error', (error: Error & { code?: string }) => {
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(limits) : error)
    })
    worker.on('exit', () => end(new Error('The thread of the study has ended.')))

    const call = (method: string, args: readonly unknown[], transfer: ArrayBuffer[] = []) =>
      new Promise<never>((resolve, reject) => {
        if (over) return reject(over)
        const id = ++calls
        pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
        worker.postMessage({ id, method, args }, transfer)
      })
    return study(call, paths, () => end(new Error('The study was closed.')))
  }
}

function study(
  call: (method: string, args: readonly unknown[], transfer?: ArrayBuffer[]) => Promise<never>,
  paths: string[],
  close: () => void,
): Study {
  return {
    async take(files) {
      // A buffer of Node is often a window on a larger one, which would be sent as a whole.
      const own = files.map((file): GivenFile => ({ ...file, bytes: new Uint8Array(file.bytes) }))
      for (const { path } of own) paths.push(path)
      await call(
        'take',
        [own],
        own.map(({ bytes }) => bytes.buffer as ArrayBuffer),
      )
    },
    summary: () => call('summary', []),
    judge: (without) => call('judge', [without]),
    desk: {
      open: (consultation) => call('desk.open', [consultation]),
      use: (tool, input) => call('desk.use', [tool, input]),
      submitted: () => call('desk.submitted', []),
      checked: (text) => call('desk.checked', [text]),
    },
    async close() {
      close()
    },
  }
}

/** Ends a study that works on one thing for too long. */
function watchBeat(
  beat: Beat,
  limits: ThreadLimits,
  paths: readonly string[],
  end: (error: Error) => void,
): NodeJS.Timeout {
  let seen: number | string = 0
  let since = performance.now()
  const often = Math.min(limits.file, limits.rule, 1_000) / 4
  return setInterval(() => {
    const now = beat.read()
    if (now !== seen || now === 0) {
      seen = now
      since = performance.now()
      return
    }
    const kind = typeof now === 'string' ? 'rule' : 'file'
    if (performance.now() - since < limits[kind]) return
    const subject = typeof now === 'string' ? now : (paths[now - 1] ?? '')
    end(new TooSlow(kind, subject, limits[kind] / 1_000))
  }, often).unref()
}

function tooLarge({ heap }: ThreadLimits): Refusal {
  return new Refusal(
    'limit',
    `The review needed more than ${heap.toLocaleString('en')} MB of memory.`,
    'Name a path to review a part of the repository.',
  )
}
