import { describe, expect, test } from 'vitest'
import { evaluate } from '../../../src/review/consensus/index.ts'
import { workedCases } from './worked-cases.ts'

describe.each(workedCases)('the worked case $name', ({ profile, scores, vetoes, contributions }) => {
  const { options } = evaluate(profile)
  const left = options.filter((each) => each.vetoes.length === 0)

  test('has the scores of the panel, in their order', () => {
    expect(Object.fromEntries(left.map(({ id, score }) => [id, score]))).toEqual(scores)
    const inOrder = left.map(({ score }) => score)
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => b - a))
  })

  test('has their vetoes, and no other', () => {
    const found = options
      .filter((each) => each.vetoes.length > 0)
      .map((each) => [each.id, each.vetoes.map(({ id }) => id).join('+')])
    expect(Object.fromEntries(found)).toEqual(vetoes)
  })

  test('has their points, one by one', () => {
    const found = Object.keys(contributions).map((id) => {
      const option = options.find((each) => each.id === id)
      const points = option?.contributions.filter((each) => each.points !== 0) ?? []
      return [id, Object.fromEntries(points.map((each) => [each.dimension, each.points]))]
    })
    expect(Object.fromEntries(found)).toEqual(contributions)
  })
})
