import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'
import { wordsOf } from '../workspace/messages.ts'
import { openWorkspace } from '../workspace/workspace.ts'
import { freePort, startProgram } from './program.ts'

/** Every `fetch` to Slack goes to the double: the program has no setting for where Slack is, and needs none. */
function redirection(apiUrl: string): string {
  return `const open = globalThis.fetch
globalThis.fetch = (address, options) =>
  open(String(address).replace('https://slack.com/api/', ${JSON.stringify(apiUrl)}), options)
`
}

/** One fault, in code that takes some seconds to read. */
export function aRepository(parts: number): string {
  const bulk = Buffer.alloc(200_000, 'def stock(item), do: {:ok, item}\n')
  const files: Record<string, string | Buffer> = {
    'lib/voting.ex': `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`,
  }
  for (let part = 0; part < parts; part += 1) files[`lib/part_${part}.ex`] = bulk
  return repository(files).folder
}

interface BotOptions {
  /** Of `buildProgram`. */
  readonly program: string
  readonly repository: string
  readonly settings?: Readonly<Record<string, string>>
  /** Code that runs before the program's own. */
  readonly before?: string
}

/** The program as it runs, in a workspace that outlives it; `start` begins another process on the same data. */
export async function botInSlack({ program, repository, settings = {}, before = '' }: BotOptions) {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const preload = join(temporaryFolder(), 'before.mjs')
  writeFileSync(preload, redirection(workspace.apiUrl) + before)
  const dataFolder = join(temporaryFolder(), 'data')
  return {
    workspace,
    dataFolder,
    async start(more: Readonly<Record<string, string>> = {}) {
      const port = await freePort()
      const operations = await freePort()
      const started = startProgram(program, {
        REPOSITORIES: `shop=${repository}`,
        DATA_DIR: dataFolder,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_SIGNING_SECRET: workspace.signingSecret,
        NODE_OPTIONS: `--import ${pathToFileURL(preload)}`,
        PORT: String(port),
        OPERATIONS_PORT: String(operations),
        ...settings,
        ...more,
      })
      await started.printed(/distreview answers Slack/)
      workspace.listen(port)
      const asked = async (path: string) => {
        const answer = await fetch(`http://127.0.0.1:${operations}${path}`)
        return { status: answer.status, text: await answer.text() }
      }
      return { ...started, asked }
    },
    /** The first line of each message of the channel, by thread. */
    async threads(): Promise<string[][]> {
      const parents = await workspace.timeline()
      const whole = await Promise.all(parents.map(({ ts }) => workspace.messages(ts)))
      return whole.map((thread) => thread.map((message) => wordsOf(message).split('\n')[0] ?? ''))
    },
  }
}
