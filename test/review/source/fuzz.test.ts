import { expect, it } from 'vitest'
import { ownCorpus } from '../../../oracle/fuzz/corpus.ts'
import { fuzz } from '../../../oracle/fuzz/fuzz.ts'

// `npm run fuzz` reads a hundred thousand, of any repositories.
it('three thousand broken, shuffled and generated files are read without a throw, in time, with sound ranges', () => {
  const { inputs, failures } = fuzz(ownCorpus(), 3000, 20_240_601)
  expect({ inputs, failures }).toEqual({ inputs: 3000, failures: [] })
})
