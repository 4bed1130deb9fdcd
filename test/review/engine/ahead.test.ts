import { expect, it } from 'vitest'
import { openLocalStudy } from '../../../src/review/engine/local.ts'
import { review } from '../../../src/review/pipeline.ts'
import { repository } from '../checkout/fixtures.ts'

/** Reviews a repository at a ref; tells what was done, in order. */
async function reviewed(ref: string | null): Promise<string[]> {
  const did: string[] = []
  const request = {
    source: { kind: 'local', name: 'shop', path: repository().folder },
    paths: [],
    ref,
    worktree: false,
    depth: 'quick',
  } as const
  await review(request, {
    clock: () => 0,
    mirrors: null,
    version: '0',
    progress: ({ phase, state }) => did.push(`${phase} ${state}`),
    engine(signal) {
      const study = openLocalStudy(signal)
      did.push('opened')
      const close = async () => {
        did.push('closed')
        await study.close()
      }
      return { ...study, close }
    },
  }).catch(({ code }) => did.push(code))
  return did
}

it('begins a study while git fetches, and begins no other', async () => {
  const did = await reviewed(null)
  expect(did.slice(0, 3)).toEqual(['fetch under-way', 'opened', 'fetch done'])
  expect(did.filter((step) => step === 'opened' || step === 'closed')).toEqual(['opened', 'closed'])
})

it('ends that study where nothing could be fetched', async () => {
  expect(await reviewed('nothing')).toEqual(['fetch under-way', 'opened', 'closed', 'ref'])
})
