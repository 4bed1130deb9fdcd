// Last line of the test command: which tests were skipped for want of a program. With CI set that is a failure.
import { readFileSync } from 'node:fs'
import { findProgram } from '../test/find-program.mjs'

const wanted = JSON.parse(readFileSync(new URL('../test/programs.json', import.meta.url), 'utf8'))
const missing = wanted.filter((program) => findProgram(program) === null)
if (missing.length > 0) {
  const packages = missing.map((program) => program.package).join(' ')
  console.log(
    `Skipped the tests that need ${missing.map(({ name }) => name).join(', ')}. To run them: apt-get install ${packages}`,
  )
  if (process.env.CI) process.exitCode = 1
}
