import { parentPort, workerData } from 'node:worker_threads'
import { Beat } from './beat.ts'
import { createStudy } from './local.ts'
import { type Asked, answered } from './wire.ts'

// The thread of one study: it answers calls in their order, and shows in shared memory what it works on.
const beat = new Beat(workerData as SharedArrayBuffer)
const study = createStudy(beat)
let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (asked: Asked) => {
  last = last.then(async () => parentPort?.postMessage(await answered(study, asked)))
})
