import { describe, expect, test } from 'vitest'
import { svg } from '../../../src/blocks/pictures/svg.ts'
import { witnessPicture } from '../../../src/blocks/pictures/witness.ts'
import {
  pausedHolder,
  quorumUnderCut,
  readModifyWrite,
  takeOver,
  visibilityElection,
} from '../../../src/review/witness/index.ts'
import type { aFinding } from '../sample-finding.ts'
import { writtenIn } from './written.ts'

type Witness = ReturnType<typeof aFinding>['witness']

const drawn = (witness: Witness, width = 760) => {
  const picture = witnessPicture({ witness, title: 'It fails' })
  if (picture === null) throw new Error('nothing was drawn')
  const words = svg(picture, { width })
  return {
    words,
    alt: picture.alt,
    ...writtenIn(words),
    count: (shape: string) => words.split(shape).length - 1,
  }
}

describe('a trace is a timeline', () => {
  test('lanes, times, steps and states stand in order, and the words say the same', () => {
    const trace = readModifyWrite({ callers: 2, guard: 'none', initial: 5, change: -1 }) as Witness
    const { texts, alt, label } = drawn(trace)
    expect(texts).toEqual([
      'It fails',
      'a',
      'b',
      'a reads 5.',
      'Stored: 5.',
      '1',
      'a computes 5 - 1 = 4.',
      'Stored: 5.',
      '2',
      'b reads 5.',
      'Stored: 5.',
      '3',
      'a writes 4.',
      'Stored: 4.',
      '4',
      'b computes 5 - 1 = 4.',
      'Stored: 4.',
      '5',
      'b writes 4.',
      'Stored: 4 after 2 updates, where 3 is due.',
      '6',
      '×: here the promise is broken',
    ])
    expect(alt).toBe(
      'It fails. Timeline with the lanes a, b. 1: a reads 5. Stored: 5. 2: a computes 5 - 1 = 4. Stored: 5. ' +
        '3: b reads 5. Stored: 5. 4: a writes 4. Stored: 4. 5: b computes 5 - 1 = 4. Stored: 4. ' +
        '6: b writes 4. Stored: 4 after 2 updates, where 3 is due. (here the promise is broken)',
    )
    expect(label).toBe(alt)
  })

  test('who leads is a thick lane, two who lead are marked where the second begins', () => {
    const trace = visibilityElection({ nodes: 3, grants: 'sight', threshold: 2, comparison: '>=' }) as Witness
    const { count, alt, texts } = drawn(trace)
    expect(count('stroke-width="6"')).toBe(3)
    expect(alt).toMatch(/2: b sees .* Leaders: a and b\. \(here the promise is broken\)$/)
    expect(texts.at(-1)).toBe('×: here the promise is broken · thick lane: leads or owns')
  })

  test('a cut is a jagged line between its sides', () => {
    const trace = takeOver({ nodes: 5, guard: 'none', fenced: false, ownerNoticesLate: true }) as Witness
    const { count, alt } = drawn(trace)
    expect(count('<polyline')).toBe(1)
    expect(alt).toContain('(cut between a and the others)')
  })

  test('a message is an arrow between two lanes; times are milliseconds', () => {
    const trace = pausedHolder({ ttlMs: 15_000, pauseMs: 20_000, fenced: false }) as Witness
    const { count, alt, texts } = drawn(trace)
    expect(count('<polygon')).toBe(2)
    expect(alt).toContain('(message from b to resource)')
    expect(texts).toContain('15,000 ms')
    expect(texts.at(-1)).toContain('arrow: a message')
  })

  test('where lanes do not fit numbers stand for them, and a line says for whom', () => {
    const trace = takeOver({ nodes: 5, guard: 'none', fenced: false, ownerNoticesLate: true }) as Witness
    const { texts } = drawn(trace, 320)
    expect(texts.slice(0, 8)).toEqual([
      'It fails',
      '1 network · 2 a · 3 b · 4 c · 5 d · 6 e',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ])
  })
})

describe('two groups that decide are a cut', () => {
  test('of quorum sets: nodes, counts, and those on neither side', () => {
    const witness: Witness = {
      kind: 'quorum-sets',
      nodes: 5,
      left: ['a', 'b'],
      right: ['c', 'd'],
      leftNeeds: 2,
      rightNeeds: 2,
      steps: ['The network splits.'],
      howComputed: 'Every cut was tried.',
    }
    const { texts, alt, count } = drawn(witness)
    expect(texts).toEqual([
      'It fails',
      'a',
      'b',
      '2 of 5, the code asks for 2: enough',
      'c',
      'd',
      '2 of 5, the code asks for 2: enough',
      'Both sides act as the majority. The other node is on neither side.',
    ])
    expect(count('<circle')).toBe(4)
    expect(alt).toBe(
      'It fails. The cluster is cut in two. One side: a, b; 2 of 5, the code asks for 2: enough. ' +
        'The other side: c, d; 2 of 5, the code asks for 2: enough. ' +
        'Both sides act as the majority. The other node is on neither side.',
    )
  })

  test('of a trace whose lanes are the groups', () => {
    const trace = quorumUnderCut({ nodes: 5, of: 'visible', threshold: (n) => n / 2, comparison: '>' })
    const { count, alt } = drawn(trace as Witness)
    expect(count('<circle')).toBe(5)
    expect(alt).toContain('One side: a, b, c;')
    expect(alt).toContain('The other side: d, e;')
  })
})

test('nothing is drawn where nothing was computed', () => {
  expect(witnessPicture({ witness: { kind: 'none', because: 'no model' }, title: 'It fails' })).toBeNull()
})
