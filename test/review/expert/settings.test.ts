import { expect, test } from 'vitest'
import { readExpert } from '../../../src/config.ts'
import { withheldBy } from '../../../src/review/expert/withheld.ts'

const key = { ANTHROPIC_API_KEY: 'k' }

test('each plan can be changed in part', () => {
  const settings = readExpert({
    ...key,
    EXPERT_DEEP: 'effort=max, turns=80',
    EXPERT_QUESTION: 'model=claude-haiku-5-5 share=5',
  })
  expect(settings?.plans).toEqual({
    standard: { effort: 'medium', turns: 24, share: 0.4 },
    deep: { effort: 'max', turns: 80, share: 1 },
    question: { model: 'claude-haiku-5-5', effort: 'medium', turns: 12, share: 0.05 },
  })
})

test.each([
  [{ ...key, EXPERT_DEEP: 'effort=huge' }, 'EXPERT_DEEP cannot be read at "effort=huge".'],
  [{ ...key, EXPERT_STANDARD: 'turns=0' }, 'EXPERT_STANDARD cannot be read at "turns=0".'],
  [{ EXPERT_VIA: 'bedrock' }, 'EXPERT_VIA is bedrock, and EXPERT_REGION is not set.'],
  [{ EXPERT_VIA: 'vertex', EXPERT_REGION: 'r' }, 'EXPERT_VIA is vertex, and EXPERT_PROJECT is not set.'],
])('%j is refused by its name', (environment, sentence) => {
  expect(() => readExpert(environment)).toThrow(sentence)
})

test('a cloud needs no key', () => {
  expect(readExpert({ EXPERT_VIA: 'vertex', EXPERT_REGION: 'r', EXPERT_PROJECT: 'p' })?.provider).toEqual({
    via: 'vertex',
    region: 'r',
    project: 'p',
  })
  expect(readExpert({})).toBeNull()
})

test.each([
  ['lib/billing/**', ['lib/billing/a.ex', 'lib/billing/x/b.ex'], ['lib/bill.ex', 'src/lib/billing/a.ex']],
  ['*.pem', ['a.pem', 'priv/keys/b.pem'], ['a.pem.ex']],
  ['config/prod.exs', ['config/prod.exs'], ['config/dev.exs', 'apps/a/config/prod.exs']],
  ['priv', ['priv/a.ex', 'apps/x/priv/b.ex'], ['private.ex']],
  ['/lib/*.ex', ['lib/a.ex'], ['lib/a/b.ex']],
  ['**/secret?.ex', ['secret1.ex', 'lib/a/secret2.ex'], ['lib/secret.ex']],
])('%s withholds what it says', (pattern, hidden, shown) => {
  const withheld = withheldBy([pattern])
  expect(hidden.filter((path) => !withheld(path))).toEqual([])
  expect(shown.filter(withheld)).toEqual([])
})
