import { fileURLToPath } from 'node:url'
import { findProgram } from '../test/find-program.mjs'
import { readArguments } from './arguments.ts'
import { chaos } from './run.ts'

const wanted = readArguments(process.argv.slice(2))
if (typeof wanted === 'string') {
  process.stderr.write(`${wanted}\n`)
  process.exit(2)
}
const postgres =
  wanted.database === 'postgres' ? findProgram({ name: 'postgres', versions: '/usr/lib/postgresql' }) : null
if (wanted.database === 'postgres' && postgres === null) {
  process.stderr.write('There is no postgres on this machine. Install the package postgresql.\n')
  process.exit(2)
}
const outcome = await chaos({
  program: fileURLToPath(new URL('../src/main.js', import.meta.url)),
  kills: wanted.kills,
  postgres,
  seed: wanted.seed,
  lookUp: wanted.lookUp,
  say: (sentence) => process.stderr.write(`${sentence}\n`),
})
process.stdout.write(`${JSON.stringify({ ...wanted, ...outcome }, null, 2)}\n`)
process.exit(outcome.broken.length === 0 ? 0 : 1)
