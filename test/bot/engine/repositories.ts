import { join } from 'node:path'
import type { Repository } from '../../../src/bot/conversation/repositories.ts'
import { review } from '../../../src/review/pipeline.ts'
import type { Review } from '../../../src/review/request.ts'
import { commitAll, git, repository, temporaryFolder, writeFiles } from '../../review/checkout/fixtures.ts'

/** The engine as main.ts runs it, with a clock that stands still, so that threads can be compared whole. */
export const engine: Review = (request, progress, signal) =>
  review(request, { clock: () => 0, mirrors: null, version: '0.0.0', progress, signal })

const voting = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`

/** The default repository: a fault in lib, no code in docs, and in data what cannot be read. */
export function shop(): Repository & { readonly commit: string } {
  const { folder, commit } = repository({
    'lib/shop.ex': 'defmodule Shop do\nend\n',
    'lib/shop/voting.ex': voting,
    'docs/notes.md': '# Notes\n',
    'data/big.ex': Buffer.alloc(40_000_000, 'x = 1\n'),
    'data/binary.erl': Buffer.from([0x2d, 0x6d, 0x00, 0x01, 0x02]),
    'data/latin.ex': Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
  })
  return { name: 'shop', source: { kind: 'local', name: 'shop', path: folder }, commit }
}

/** A clone of one commit: the tag v1.0 of the commit before is not in it. */
export function shallowClone(): Repository {
  const { folder } = repository({ 'lib/depot.ex': 'defmodule Depot do\nend\n' })
  git(folder, ['tag', 'v1.0'])
  writeFiles(folder, { 'lib/depot.ex': voting })
  commitAll(folder)
  const path = join(temporaryFolder(), 'depot')
  git(folder, ['clone', '-q', '--depth=1', `file://${folder}`, path])
  return { name: 'depot', source: { kind: 'local', name: 'depot', path } }
}
