// Last line of the test command: which tests were skipped for want of a program. With CI set that is a failure.
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const wanted = JSON.parse(readFileSync(new URL('../test/programs.json', import.meta.url), 'utf8'))
const missing = wanted.filter(({ name, versions = '' }) => {
  // Debian puts the programs of some packages on nobody's PATH, but in a folder for each version.
  const numbers = existsSync(versions) ? readdirSync(versions) : []
  const folders = numbers.map((number) => join(versions, number, 'bin'))
  const found = [...(process.env.PATH ?? '').split(delimiter), ...folders].some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  return !found
})
if (missing.length > 0) {
  const packages = missing.map((program) => program.package).join(' ')
  console.log(
    `Skipped the tests that need ${missing.map(({ name }) => name).join(', ')}. To run them: apt-get install ${packages}`,
  )
  if (process.env.CI) process.exitCode = 1
}
