import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/review/checkout/limits.ts'
import { postingThreshold, weights } from '../../src/review/rules/evidence.ts'
import { limits } from '../../src/review/source/limits.ts'
import { linksOf, page, pages, rowsOf } from './pages.ts'
import { reportFields } from './report-fields.ts'

describe.each(pages())('$path', (each) => {
  test('links to files that exist', () => {
    expect(linksOf(each).filter((target) => !existsSync(target))).toEqual([])
  })

  test('is calm: no exclamation mark, no praise, nothing called ready for production', () => {
    // In code, Elixir's functions that raise end in a mark: `name!()`, `name!/0`.
    const code = each.text.replace(/(?<=\w)!(?=\(|\/\d)/g, '')
    const prose = code.replaceAll('![', '[').replaceAll('<!--', '').replaceAll('<!channel>', '')
    expect(prose).not.toContain('!')
    expect(prose).not.toMatch(/production-ready|powerful|seamless|blazing|robust|cutting-edge/i)
  })
})

test('docs/report.md has every field of the schema with its type, in order, and says what each means', () => {
  const rows = rowsOf(page('docs/report.md'))
  expect(rows.map(([field = '', type]) => `${field.replaceAll('`', '')}: ${type}`)).toEqual(reportFields())
  expect(rows.filter(([, , meaning]) => !meaning).map(([field]) => field)).toEqual([])
})

test('docs/safety.md has the limits of the code', () => {
  const count = (value: number) => value.toLocaleString('en')
  const mebibytes = (value: number) => count(value / 1024 / 1024)
  expect(rowsOf(page('docs/safety.md'))).toEqual([
    ['One file that is parsed', `${count(limits.file / 1e6)} MB`],
    [
      'All files of one review, context included',
      `${count(limits.total / 1e6)} MB, ${count(limits.files)} files`,
    ],
    ['One file that is held in memory at all', `${mebibytes(LIMITS.fileBytes)} MiB`],
    ['Files listed', count(LIMITS.entries)],
    ['One path', `${count(LIMITS.pathBytes)} bytes`],
    ['One fetch', `${mebibytes(LIMITS.fetchBytes / 1024)} GiB, ${count(LIMITS.fetchSeconds)} s`],
    ['One local git command', `${count(LIMITS.localSeconds)} s`],
    ['One list of refs', `${mebibytes(LIMITS.answerBytes)} MiB`],
  ])
})

test('thresholds and weights in docs/ are those of the code', () => {
  const { critical, important } = postingThreshold
  expect(page('docs/limits.md').text).toContain(
    `Critical findings are posted from ${critical}, important ones from ${important};`,
  )
  expect(page('docs/report.md').text).toContain(`${critical} for critical, ${important} for important;`)
  expect(page('docs/limits.md').text).toContain(`it loses ${-weights['not-the-service']} points`)
})
