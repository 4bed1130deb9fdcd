import { expect, it } from 'vitest'
import { alignForms } from '../../oracle/align.ts'

it.each([
  ['the same forms', 'a b c', 'a b c', { compared: 3, refused: [], differing: [] }],
  [
    'one read in two ways',
    'a B c',
    'a b c',
    { compared: 3, refused: [], differing: [{ at: 1, theirs: 'b', besideRefused: false }] },
  ],
  [
    'one that we lost',
    'a c',
    'a b c',
    { compared: 3, refused: [], differing: [{ at: null, theirs: 'b', besideRefused: false }] },
  ],
  [
    'one that we made up',
    'a b c',
    'a c',
    { compared: 3, refused: [], differing: [{ at: 1, theirs: '(nothing)', besideRefused: false }] },
  ],
  [
    'two at the end',
    'a B',
    'a b c',
    {
      compared: 3,
      refused: [],
      differing: [
        { at: 1, theirs: 'b', besideRefused: false },
        { at: null, theirs: 'c', besideRefused: false },
      ],
    },
  ],
  [
    'one that they refuse',
    'a b c',
    'a !2 c',
    { compared: 2, refused: [{ line: '2', at: 1 }], differing: [] },
  ],
  [
    'one that only they saw',
    'a c',
    'a !2 c',
    { compared: 2, refused: [{ line: '2', at: null }], differing: [] },
  ],
  [
    'one read in two ways, then one that they refuse',
    'a B c d',
    'a b !3 d',
    {
      compared: 3,
      refused: [{ line: '3', at: 2 }],
      differing: [{ at: 1, theirs: 'b', besideRefused: true }],
    },
  ],
  [
    'one that they cut in pieces',
    'a B d',
    'a !2 b c d',
    {
      compared: 4,
      refused: [{ line: '2', at: 1 }],
      differing: [
        { at: 1, theirs: 'b', besideRefused: true },
        { at: 1, theirs: 'c', besideRefused: true },
      ],
    },
  ],
  [
    'two of ours where they refuse',
    'a b c d',
    'a !2 d',
    { compared: 2, refused: [{ line: '2', at: 1 }], differing: [] },
  ],
])('forms are held against each other in order: %s', (_, ours, theirs, expected) => {
  expect(alignForms(ours.split(' '), theirs.split(' '))).toEqual(expected)
})
