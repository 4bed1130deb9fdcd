import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visible, webAddress } from '../../../src/blocks/escape.ts'
import { htmlReport } from '../../../src/blocks/html-report.ts'
import { hasChromium, openChromium } from '../../bot/web/chromium.ts'
import { hostileText, report } from '../arbitrary.ts'
import { aReport } from '../sample.ts'
import { aFinding } from '../sample-finding.ts'
import { sections } from '../sample-sections.ts'

const depths = ['quick', 'standard', 'deep'] as const

test('the file loads nothing and runs nothing: no script, no address but links, a policy that says so', () => {
  const text = htmlReport(aReport({ depth: 'deep', sections: sections() }))
  expect(text).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
  )
  expect(text).not.toMatch(/<script|<link|<img|<iframe|<object|@import|url\(|\ssrc=|\son\w+=/i)
})

test('the same report is the same bytes twice', () => {
  const given = aReport({ depth: 'deep', sections: sections() })
  expect(htmlReport(given)).toBe(htmlReport(given))
})

describe.runIf(hasChromium)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  test('hostile words are words: no element, attribute or link but ours, at every depth', async () => {
    const page = await browser.newPage()
    await fc.assert(
      fc.asyncProperty(report, hostileText, fc.constantFrom(...depths), async (given, words, depth) => {
        const hostile = { ...given, depth, sections: sections((own) => `${own}${words}`) }
        await page.setContent(htmlReport(hostile, { all: true }))
        const found = await page.evaluate(() => {
          const all = [...document.querySelectorAll('*')]
          const links = [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? '')
          return {
            elements: [...new Set(all.map(({ localName }) => localName))],
            attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))],
            broken: links.filter(
              (href) => href.startsWith('#') && document.getElementById(href.slice(1)) === null,
            ),
            outward: links.filter((href) => !href.startsWith('#')),
            twice: all.map(({ id }) => id).filter((id, at, ids) => id !== '' && ids.indexOf(id) !== at),
            words: document.body.textContent ?? '',
          }
        })
        expect(ours.elements).toEqual(expect.arrayContaining(found.elements))
        expect(ours.attributes).toEqual(expect.arrayContaining(found.attributes))
        expect([found.broken, found.twice]).toEqual([[], []])
        const sources = given.findings.flatMap((finding) => finding.sources).map(addressIn)
        for (const link of found.outward) {
          const forge = /^https:\/\/(github\.com|gitlab\.example)\/acme\/shop\/(-\/)?blob\/3f2a91c/.test(link)
          expect(forge || sources.includes(link)).toBe(true)
        }
        // A name between two backticks is set as code.
        const flat = (text: string) =>
          visible(text)
            .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
            .replace(/`/g, '')
            .replace(/\s+/g, ' ')
            .trim()
        // Quick has five of them.
        for (const { title } of depth === 'quick' ? [] : given.findings)
          expect(flat(found.words)).toContain(flat(title))
      }),
      { numRuns: 12, endOnFailure: true },
    )
    await page.close()
  }, 180_000)

  test.each([320, 400, 1200])(
    'at %i pixels nothing is wider than the page, and one picture of each is shown',
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      const long = aFinding({ title: 'x'.repeat(4000), problem: `${'y'.repeat(4000)} <script>` })
      const findings = [...aReport().findings, long]
      await page.setContent(htmlReport(aReport({ depth: 'deep', findings, sections: sections() })))
      const [scroll, hidden, shown] = await page.evaluate(() => {
        const figures = [...document.querySelectorAll('figure')]
        const visible = figures.filter((figure) => figure.offsetParent !== null).length
        return [document.documentElement.scrollWidth, figures.length - visible, visible]
      })
      expect([scroll, hidden]).toEqual([width, shown])
      await page.close()
    },
    60_000,
  )

  test('of 300 findings the first screen has the counts, the findings to begin with, and what was not read', async () => {
    const findings = Array.from({ length: 300 }, (_, at) =>
      aFinding({
        rule: `rule-${at % 12}`,
        fingerprint: `f${at}`,
        severity: at < 200 ? 'critical' : 'important',
        title: `Fault ${at % 12}`,
      }),
    )
    const counts = { critical: 200, important: 100, minor: 0, belowThreshold: 0, accepted: 0 }
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    await page.setContent(htmlReport(aReport({ depth: 'standard', counts, findings })))
    const seen = await page.evaluate(() => {
      const above = (element: Element) => element.getBoundingClientRect().bottom <= innerHeight
      return [...document.querySelectorAll('h1, .tallies li, .leads li, .opening .small')]
        .filter(above)
        .map((element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim())
    })
    expect(seen.slice(0, 11)).toEqual([
      '200 critical, 100 important in lib/cluster, src',
      '200 critical',
      '100 important',
      '0 minor',
      '3 of 13 checklist',
      '212 of 214 files read',
      ...[0, 1, 2, 3, 4].map(
        (at) =>
          `${at + 1} · Critical · Fault ${at} · lib/cluster/leader_election.ex:34-35 and 16 more findings like it`,
      ),
    ])
    expect(seen[11]).toContain('2 left out: lib/cluster/data.exs, 17 MB, over the limit')
    const sectionsInFull = await page.locator('section[id^="finding-"].level-3').count()
    const rows = await page.locator('#more-findings tbody tr').count()
    expect([sectionsInFull, rows]).toEqual([15, 285])
    await page.close()
  }, 60_000)

  test('on paper there is no menu and code is not cut off', async () => {
    const page = await browser.newPage({ viewport: { width: 700, height: 900 } })
    await page.emulateMedia({ media: 'print' })
    await page.setContent(htmlReport(aReport({ depth: 'deep', sections: sections() })))
    const paper = await page.evaluate(() => ({
      menu: getComputedStyle(document.querySelector('nav') as Element).display,
      cut: [...document.querySelectorAll('pre')].filter(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ).length,
    }))
    expect(paper).toEqual({ menu: 'none', cut: 0 })
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
    await page.close()
  }, 60_000)
})

const ours = {
  elements: [
    ...[
      'html',
      'head',
      'meta',
      'title',
      'style',
      'body',
      'header',
      'main',
      'nav',
      'section',
      'h1',
      'h2',
      'h3',
      'h4',
    ],
    ...[
      'p',
      'a',
      'code',
      'strong',
      'b',
      'pre',
      'ins',
      'del',
      'ul',
      'ol',
      'li',
      'dl',
      'dt',
      'dd',
      'div',
      'span',
    ],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'figure'],
    ...['svg', 'rect', 'text', 'line', 'circle', 'polyline', 'polygon'],
  ],
  attributes: [
    ...[
      'lang',
      'charset',
      'name',
      'content',
      'http-equiv',
      'class',
      'id',
      'href',
      'rel',
      'aria-label',
      'scope',
      'data-head',
    ],
    ...['xmlns', 'width', 'height', 'viewBox', 'role', 'font-family', 'fill', 'stroke', 'rx', 'x', 'y'],
    ...['stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'font-size', 'font-weight', 'text-anchor'],
    ...['x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'points'],
  ],
}

function addressIn(source: string): string | null {
  const found = /https?:\/\/\S*[^\s.,;:)]/.exec(source)
  return found === null ? null : webAddress(found[0])
}
