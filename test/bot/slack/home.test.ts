import { expect, test } from 'vitest'
import type { Review } from '../../../src/review/request.ts'
import { shop, startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'

const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))

/** Home as it reads, with the moments of reviews and the address of threads left out. */
const steady = (home: string) =>
  home
    .replace(/\d{1,2} \w+ \d{4}, \d\d:\d\d UTC/g, 'NOW')
    .replace(/<thread\|[^>]*\/archives\/\w+\/p\d+>/g, '<thread>')

test('Home says what is connected and how the set-up stands before anything was asked', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  await workspace.opensHome('ana')
  await idle()
  await workspace.waitFor('Home', () => workspace.homes.size === 1)
  expect(workspace.homeReads('ana')).toBe(`Reviews the distributed-systems design of Elixir and Erlang code.
[Review code] [Which mechanism fits?]
Open findings
No repository was reviewed yet.
Your reviews under way
None.
Your last reviews
None yet.
Repositories
- \`shop\` · acme/shop
- \`depot\` · acme/depot
Set-up
- ✓ 2 repositories are connected.
- – No model: the rules review alone. Whoever runs distreview may set ANTHROPIC_API_KEY.
- ✓ The Slack app has every permission it asks for.
✓ done, – left out, ✗ amiss. Open findings are those of the last review of each repository.`)
})

test("Home shows one's own reviews with their threads, and what is open to everybody", async () => {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let reviews = 0
  const made = reviewOf(oneFinding())
  const { workspace, idle } = await startBot({
    repositories: [{ ...shop, name: 'mine' }],
    review: async (...asked) => {
      reviews += 1
      if (reviews === 2) await held
      return made(...asked)
    },
  })
  await workspace.command('ana', 'review lib/cluster on main')
  await idle()
  await workspace.command('ana', 'review src on next')
  await workspace.waitFor('the second', () => reviews === 2)
  await workspace.opensHome('ana')
  await workspace.opensHome('ben')
  await workspace.waitFor('two pages', () => workspace.homes.size === 2)
  const sections = (person: 'ana' | 'ben') =>
    steady(workspace.homeReads(person)).split('\nRepositories\n')[0]?.split('\n').slice(2)
  expect(sections('ana')).toEqual([
    'Open findings',
    '- `mine`: 1 critical in `lib/cluster` at 3f2a91c, NOW',
    'Your reviews under way',
    '- `src` of mine at `next` is under way · <thread>',
    'Your last reviews',
    '- `lib/cluster` of mine at 3f2a91c: 1 critical, NOW · <thread>',
  ])
  expect(sections('ben')).toEqual([
    'Open findings',
    '- `mine`: 1 critical in `lib/cluster` at 3f2a91c, NOW',
    'Your reviews under way',
    'None.',
    'Your last reviews',
    'None yet.',
  ])
  release()
  await idle()
})

test('a permission that the app lacks, and no repository, are said there', async () => {
  const { workspace, restart } = await startBot({ review: unused })
  workspace.grant(['chat:write', 'commands'])
  await restart({ review: unused, repositories: [] })
  await workspace.opensHome('ana')
  await workspace.waitFor('Home', () => workspace.homes.size === 1)
  const home = workspace.homeReads('ana')
  expect(home).toContain('- ✗ No repository is connected: whoever runs distreview sets REPOSITORIES.')
  expect(home).toContain('- ✗ The Slack app lacks `app_mentions:read`, `assistant:write`')
})

test('the buttons of Home open forms that ask where the answer goes', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  await workspace.opensHome('ana')
  await workspace.waitFor('Home', () => workspace.homes.size === 1)
  await workspace.pressesHome('ana', 'Review code')
  await idle()
  expect(workspace.formReads('ana')).toMatch(/^Review\n[\s\S]*Where the answer goes: – /)
  await workspace.submit('ana', { Repository: 'shop', Paths: 'lib' })
  await idle()
  await workspace.pressesHome('ana', 'Which mechanism fits?')
  await idle()
  expect(workspace.formReads('ana')).toMatch(/^Which mechanism fits\?\n[\s\S]*Where the answer goes: – /)
  await workspace.submit('ana', { 'Where the answer goes': workspace.channel })
  await idle()
  expect(await workspace.timeline()).toHaveLength(1)
})
