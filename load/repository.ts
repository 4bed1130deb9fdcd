import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const who = { NAME: 'ana', EMAIL: 'ana@example.test' }
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) =>
      Object.entries(who).map(([name, value]) => [`GIT_${role}_${name}`, value]),
    ),
  ),
}

/** A repository of some 2 MB with one fault, and a commit under each tag, so that no review is another's. */
export function makeRepository(path: string, tags: readonly string[]): void {
  mkdirSync(join(path, 'lib'), { recursive: true })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, env: environment, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  const bulk = Buffer.alloc(200_000, 'def stock(item), do: {:ok, item}\n')
  for (let part = 0; part < 10; part += 1) writeFileSync(join(path, 'lib', `part_${part}.ex`), bulk)
  for (const tag of tags) {
    writeFileSync(
      join(path, 'lib', 'voting.ex'),
      `defmodule Shop.Voting do
  # ${tag}
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`,
    )
    git('add', '-A')
    git('commit', '-q', '-m', tag)
    git('tag', tag)
  }
}
