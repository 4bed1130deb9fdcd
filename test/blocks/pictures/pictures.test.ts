import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checklistPicture } from '../../../src/blocks/pictures/checklist.ts'
import { contributionsPicture } from '../../../src/blocks/pictures/contributions.ts'
import { dark, light, type Palette } from '../../../src/blocks/pictures/palettes.ts'
import { bundledFont, png } from '../../../src/blocks/pictures/png.ts'
import type { Picture } from '../../../src/blocks/pictures/scene.ts'
import { svg } from '../../../src/blocks/pictures/svg.ts'
import { topologyPicture } from '../../../src/blocks/pictures/topology.ts'
import { trendPicture } from '../../../src/blocks/pictures/trend.ts'
import { witnessPicture } from '../../../src/blocks/pictures/witness.ts'
import { hostileText, report } from '../arbitrary.ts'
import { aReport } from '../sample.ts'
import { aFinding } from '../sample-finding.ts'
import { sections } from '../sample-sections.ts'
import { writtenIn } from './written.ts'

const years = [
  { date: 'Q1', critical: 3, important: 8, minor: 2 },
  { date: 'Q2', critical: 0, important: 1, minor: 0 },
]
const options = [
  {
    option: 'Raft',
    score: 8.4,
    contributions: [
      { name: 'invariant', points: 4 },
      { name: 'experience', points: -1 },
    ],
  },
]
const shop = aReport({ sections: sections() })

const pictures: [string, Picture][] = [
  ['witness', witnessPicture(aFinding()) as Picture],
  ['topology', topologyPicture(shop) as Picture],
  ['checklist', checklistPicture(shop.checklist)],
  ['trend', trendPicture(years, 'Findings')],
  ['contributions', contributionsPicture(options, 'Which mechanism')],
]

describe.each(pictures)('the picture %s', (_, picture) => {
  test('is a PNG of the width that is asked for, and the same bytes twice', () => {
    for (const width of [320, 1200]) {
      const drawn = Buffer.from(png(picture, { width, palette: dark }))
      expect(drawn.subarray(1, 4).toString('latin1')).toBe('PNG')
      expect(drawn.readUInt32BE(16)).toBe(width)
      expect(drawn.equals(png(picture, { width, palette: dark }))).toBe(true)
    }
  })

  test('keeps its words inside, at every width, when they are set in the bundled font', () => {
    for (const width of [280, 320, 400, 760, 1200]) {
      const drawn = svg(picture, { width })
      const words = drawn.replace(/<(rect|circle|line|polyline|polygon)[^>]*>/g, '')
      const box = new Resvg(words, { font: bundledFont() }).getBBox()
      expect(box?.x).toBeGreaterThan(0)
      expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThan(width)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(Number(/ height="([\d.]+)"/.exec(drawn)?.[1]))
    }
  })
})

test('the words of a topology name every component and every line', () => {
  expect(topologyPicture(shop)?.alt).toBe(
    'What acme/shop is made of. Between nodes: Distributed Erlang (distribution), Kubernetes.DNS (discovery by libcluster). ' +
      'Processes: Shop.Stock (GenServer), Shop.Cart (GenServer). State: stock (Mnesia table, copies in memory). ' +
      'Who talks to whom: Shop.Cart to Shop.Stock from node to node; Shop.Stock to stock.',
  )
})

test('without sections a topology is what the architecture names, and nothing is drawn of nothing', () => {
  expect(topologyPicture(aReport({ sections: null }))?.alt).toBe(
    'What acme/shop is made of. Between nodes: Distributed Erlang (distribution), Kubernetes.DNS (discovery by libcluster). ' +
      'Names and messages: :global (registry).',
  )
  const nothing = {
    distribution: { value: 'unknown' as const, because: 'nothing shows it' },
    discovery: [],
    libraries: [],
    registries: [],
    pubsub: [],
  }
  expect(topologyPicture(aReport({ sections: null, architecture: nothing }))).toBeNull()
})

test('checklist, trend and contributions say in words what they show', () => {
  const [first] = shop.checklist
  expect(checklistPicture(shop.checklist.slice(0, 1)).alt).toBe(
    `Checklist: 1 of 1 met. 1. ${first?.item}: met.`,
  )
  expect(trendPicture(years, 'Findings').alt).toBe(
    'Findings. Q1: 3 critical, 8 important, 2 minor. Q2: 0 critical, 1 important, 0 minor.',
  )
  expect(contributionsPicture(options, 'Which mechanism').alt).toBe(
    'Which mechanism. Raft: 8.4 of 10, from invariant +4, experience −1.',
  )
})

test('what does not fit is counted in the picture and kept in the words', () => {
  const many = Array.from({ length: 40 }, (_, at) => ({
    date: `R${at}`,
    critical: 1,
    important: 0,
    minor: 0,
  }))
  const picture = trendPicture(many, 'Findings')
  const { texts } = writtenIn(svg(picture, { width: 320 }))
  expect(texts.join(' ')).toMatch(/35 earlier reviews are not drawn\.$/)
  expect(picture.alt).toContain('R0: 1 critical')
})

test('text has a contrast of 4.5 or more on what it stands on, light and dark', () => {
  for (const palette of [light, dark]) {
    for (const ground of ['sheet', 'tint'] as const) {
      for (const role of ['ink', 'hush', 'accent', 'danger', 'warning', 'good'] as const)
        expect(contrast(palette, role, ground)).toBeGreaterThanOrEqual(4.5)
    }
    for (const ground of ['accent', 'danger', 'warning', 'good', 'hush'] as const)
      expect(contrast(palette, 'onStrong', ground)).toBeGreaterThanOrEqual(4.5)
  }
})

test('hostile words stay words: strict XML, no element, attribute or address but ours', () => {
  fc.assert(
    fc.property(report, hostileText, (given, words) => {
      const hostile = { ...given, sections: sections((own) => `${own}${words}`) }
      const all = [
        ...given.findings.map((finding) => witnessPicture(finding)),
        topologyPicture(hostile),
        checklistPicture(given.checklist),
        trendPicture([{ date: words, critical: 1, important: 1, minor: 1 }], words),
        contributionsPicture(
          [{ option: words, score: 1, contributions: [{ name: words, points: -2 }] }],
          words,
        ),
      ]
      for (const picture of all) {
        if (picture === null) continue
        for (const width of [320, 760]) {
          const drawn = svg(picture, { width })
          expect(() => new Resvg(drawn, { font: { loadSystemFonts: false } })).not.toThrow()
          const { elements, attributes, label } = writtenIn(drawn)
          expect(ours.elements).toEqual(expect.arrayContaining([...elements]))
          expect(ours.attributes).toEqual(expect.arrayContaining([...attributes]))
          expect(label).toBe(picture.alt)
        }
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('a line of 4,000 characters is laid out within the picture', () => {
  const picture = trendPicture(years, 'x'.repeat(4000))
  const { texts } = writtenIn(svg(picture, { width: 320 }))
  expect(texts.filter((line) => line.startsWith('x')).length).toBe(3)
  expect(picture.alt).toContain('x'.repeat(4000))
})

const ours = {
  elements: ['svg', 'rect', 'text', 'line', 'circle', 'polyline', 'polygon', '/svg', '/text'],
  attributes: [
    ...[
      'xmlns',
      'width',
      'height',
      'viewBox',
      'role',
      'aria-label',
      'font-family',
      'fill',
      'stroke',
      'rx',
      'x',
      'y',
    ],
    ...['stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'font-size', 'font-weight', 'text-anchor'],
    ...['x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'points'],
  ],
}

function contrast(palette: Palette, a: keyof Palette, b: keyof Palette): number {
  const [high = 0, low = 0] = [luminance(palette[a]), luminance(palette[b])].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
