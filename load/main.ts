import { fileURLToPath } from 'node:url'
import { findProgram } from '../test/find-program.mjs'
import { load } from './run.ts'

const words = process.argv.slice(2)
const [option, database = 'embedded', ...rest] = words
const isKnown = (option === undefined || option === '--database') && rest.length === 0
if (!isKnown || (database !== 'embedded' && database !== 'postgres') || words.length === 1) {
  process.stderr.write(`${words.join(' ')} cannot be read. npm run load -- [--database embedded|postgres]\n`)
  process.exit(2)
}
const postgres =
  database === 'postgres' ? findProgram({ name: 'postgres', versions: '/usr/lib/postgresql' }) : null
if (database === 'postgres' && postgres === null) {
  process.stderr.write('There is no postgres on this machine. Install the package postgresql.\n')
  process.exit(2)
}
const measured = await load({
  program: fileURLToPath(new URL('../src/main.js', import.meta.url)),
  postgres,
  say: (sentence) => process.stderr.write(`${sentence}\n`),
})
process.stdout.write(`${JSON.stringify({ database, ...measured }, null, 2)}\n`)
process.exit(measured.acknowledged === measured.commands && measured.answered === measured.reviews ? 0 : 1)
