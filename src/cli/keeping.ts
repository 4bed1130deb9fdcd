import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { Refusal } from '../review/refusal.ts'
import type { Command } from './arguments.ts'

/** What is kept of workspaces, in the database that the settings name. Its rooms are those of src/keeping.ts. */
export interface Keeping {
  /** By their names. */
  workspaces(): Promise<string[]>
  /** Each row as it is kept, at one moment. */
  export(workspace: string, take: (row: object) => void): Promise<void>
  /** Rows by table. */
  count(workspace: string): Promise<Readonly<Record<string, number>>>
  /** Deletes them all or none; resolves to how many there were. */
  forget(workspace: string): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

/** Throws a Refusal where the database is not there, or another process has it. */
export type OpenKeeping = (environment: Readonly<Record<string, string | undefined>>) => Promise<Keeping>

interface Printer {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Prints or writes a JSON line for each row. The file is whole or not there, and for its owner alone. */
export async function exportRows(
  { workspace, output }: Command & { kind: 'export' },
  keeping: Keeping,
  { out, err }: Printer,
): Promise<void> {
  await known(workspace, keeping)
  if (output === null) return keeping.export(workspace, (row) => out(`${JSON.stringify(row)}\n`))
  let rows = 0
  const part = `${output}.part`
  try {
    const file = openSync(part, 'w', 0o600)
    try {
      await keeping.export(workspace, (row) => {
        writeSync(file, `${JSON.stringify(row)}\n`)
        rows += 1
      })
    } finally {
      closeSync(file)
    }
    renameSync(part, output)
  } catch (error) {
    rmSync(part, { force: true })
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    throw new Refusal(
      'usage',
      `The export could not be written to \`${output}\` (${code}), so there is no such file.`,
      'Name a file in a folder that exists, that you may write to and that has space.',
      { cause: error },
    )
  }
  err(`Wrote ${output}, ${rows} ${rows === 1 ? 'row' : 'rows'}.\n`)
}

/** Asked once it says what would be deleted; asked again, with the name of the workspace, it deletes. */
export async function forgetRows(
  { workspace, confirm }: Command & { kind: 'forget' },
  keeping: Keeping,
  { out }: Printer,
): Promise<void> {
  await known(workspace, keeping)
  if (confirm === null) {
    printCounts(await keeping.count(workspace), out)
    throw new Refusal(
      'usage',
      `Nothing was deleted: that is what is kept of ${workspace}.`,
      `To delete it for good, say: distreview forget ${workspace} --confirm ${workspace}`,
    )
  }
  if (confirm !== workspace) {
    throw new Refusal(
      'usage',
      `Nothing was deleted: \`--confirm\` names \`${confirm}\`, and what was to be forgotten is \`${workspace}\`.`,
      'Name the same workspace twice.',
    )
  }
  printCounts(await keeping.forget(workspace), out)
}

function printCounts(counts: Readonly<Record<string, number>>, out: Printer['out']): void {
  for (const [table, rows] of Object.entries(counts)) out(`${JSON.stringify({ table, rows })}\n`)
}

async function known(workspace: string, keeping: Keeping): Promise<void> {
  const all = await keeping.workspaces()
  if (all.includes(workspace)) return
  throw new Refusal(
    'usage',
    `Nothing is kept of a workspace \`${workspace}\`.`,
    all.length === 0
      ? 'Nothing is kept of any: check DATA_DIR and DATABASE_URL.'
      : `It is one of: ${all.join(', ')}.`,
  )
}
