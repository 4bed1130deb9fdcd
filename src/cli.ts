#!/usr/bin/env node
import { run } from './cli/run.ts'
import { studiesInThreads } from './review/engine/threads.ts'

const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort(new Error('interrupted')))

try {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    color: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    width: Math.min(process.stdout.columns ?? 80, 120),
    watched: process.stderr.isTTY === true,
    environment: process.env,
    // Their rooms are loaded for nobody else.
    examine: async (environment) => (await import('./doctor.ts')).examine(environment),
    keeping: async (environment) => (await import('./keeping.ts')).openKeeping(environment),
    engine: studiesInThreads(),
    clock: Date.now,
    signal: interrupt.signal,
  })
} catch (error) {
  if (!interrupt.signal.aborted) throw error
  process.stderr.write('distreview: Stopped. Nothing was left behind.\n')
  process.exitCode = 130
}
