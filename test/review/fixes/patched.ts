import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openLocalStudy } from '../../../src/review/engine/local.ts'
import type { Judgement } from '../../../src/review/engine/study.ts'
import type { Patch } from '../../../src/review/report.ts'

/** Files by path. */
export type Texts = Readonly<Record<string, string>>

/** What a review's engine says of files that are all in scope. */
export async function judged(texts: Texts): Promise<Judgement> {
  const study = openLocalStudy()
  await study.take(
    Object.entries(texts).map(([path, text]) => ({
      path,
      bytes: Buffer.from(text),
      inScope: true,
      judged: true,
    })),
  )
  return study.judge([])
}

/** The files after `git apply` of a diff, in a folder of their own; throws with what git says. */
export function applied(texts: Texts, diff: string): Texts {
  const folder = mkdtempSync(join(tmpdir(), 'patched-'))
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    git(folder, ['apply', '--whitespace=nowarn', '-'], diff)
    return Object.fromEntries(
      Object.keys(texts).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The files after the edits of a patch, done line by line. */
export function edited(texts: Texts, { files }: Patch): Texts {
  const after: Record<string, string> = { ...texts }
  for (const { path, edits } of files) {
    const lines = (after[path] ?? '').split('\n')
    for (const { startLine, endLine, lines: added } of edits.toReversed())
      lines.splice(startLine - 1, endLine - startLine + 1, ...added)
    after[path] = lines.join('\n')
  }
  return after
}

function git(cwd: string, args: readonly string[], input = ''): void {
  const env = { PATH: '/usr/bin:/bin', HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' }
  const { status, stderr } = spawnSync('git', args, { cwd, input, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
}
