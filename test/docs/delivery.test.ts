import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('docs/delivery.md', 'utf8')
const promises = [...page.matchAll(/^## (D\d+): .+$\n\n[^#]+?\n\nTests: (.+)$/gm)].map(
  ([, name = '', files = '']) => ({
    name,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
)

test('promises are numbered from D1 on, without a gap', () => {
  const numbers = [...page.matchAll(/^## (D\d+)/gm)].map(([, name]) => name)
  expect(promises.map(({ name }) => name)).toEqual(numbers)
  expect(numbers).toEqual(numbers.map((_, at) => `D${at + 1}`))
})

test.each(promises)('$name is proven by tests that name it, in files that are there', ({ name, files }) => {
  expect(files.filter((file) => !existsSync(file))).toEqual([])
  const titles = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  expect(namesIn(titles)).toContain(name)
})

/** The numbers in titles of tests, of which `D1 to D4` stands for four. */
function namesIn(code: string): string[] {
  return [...code.matchAll(/['"`](?:%s )?D(\d+)(?: to D(\d+))?(?: and D(\d+))?: /g)].flatMap(
    ([, from, to, and]) => {
      const first = Number(from)
      const last = to === undefined ? first : Number(to)
      const between = Array.from({ length: last - first + 1 }, (_, at) => `D${first + at}`)
      return and === undefined ? between : [...between, `D${and}`]
    },
  )
}
