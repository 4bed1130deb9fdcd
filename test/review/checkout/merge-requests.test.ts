import { expect, test } from 'vitest'
import { filesOf, git, open, refusalOf, repository } from './fixtures.ts'
import { publish, server, withServer } from './served.ts'

withServer('the head of a request to merge is fetched by the name that forges give it', () => {
  const { folder, commit: first } = repository({ 'a.ex': 'one' })
  const tree = git(folder, ['write-tree'])
  const proposed = git(folder, ['commit-tree', '-m', 'proposed', '-p', first, tree])

  /** Served under a path of its own, with the proposed commit under this name alone. */
  function proposedAs(ref: string) {
    const path = `acme/of-${ref.replaceAll('/', '-')}.git`
    git(folder, ['push', '-q', publish(folder, path), `${proposed}:${ref}`])
    return server.source(path)
  }

  test.each(['refs/pull/12/head', 'refs/merge-requests/7/head'])('%s', async (ref) => {
    const snapshot = await open(proposedAs(ref), { ref }, server.network)
    expect([snapshot.commit, snapshot.ref, await filesOf(snapshot)]).toEqual([
      proposed,
      ref,
      { 'a.ex': 'one' },
    ])
  })

  test.each([
    ['refs/pull/99/head', 'pull request 99'],
    ['refs/merge-requests/99/head', 'merge request 99'],
  ])('%s that is not there is refused by its number', async (ref, name) => {
    const source = server.source('acme/shop.git')
    expect(await refusalOf(() => open(source, { ref }, server.network))).toBe(
      `ref: acme/shop has no ${name}. Give the address of one that is there, or a branch.`,
    )
  })

  test('no other hidden name is asked for', async () => {
    const ref = 'refs/internal/secret'
    expect(await refusalOf(() => open(proposedAs(ref), { ref }, server.network))).toMatch(
      /^ref: .* has no branch or tag/,
    )
  })
})
