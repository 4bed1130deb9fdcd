import { join } from 'node:path'
import { openWorkspace } from '../test/workspace/workspace.ts'
import { runFolder } from './folder.ts'
import { serveRepository } from './git-server.ts'
import { startPostgres } from './postgres.ts'
import type { KillAt } from './preload.ts'
import { type Bot, startBot } from './process.ts'

interface StageOptions {
  /** The compiled main.js of the bot. */
  readonly program: string
  /** Path of `postgres`, for processes that share a server; null: the embedded database. */
  readonly postgres: string | null
  /** Each is a commit that can be asked for. */
  readonly tags: readonly string[]
  /** Whether the bot sees what it has posted when it looks for it. */
  readonly lookUp: boolean
}

/** All that the bot runs in: Slack's double, git behind TLS on loopback, a database; it ends with all its processes. */
export async function openStage({ program, postgres, tags, lookUp }: StageOptions) {
  const folder = runFolder()
  const closing: (() => Promise<void> | void)[] = [() => folder.remove()]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    const workspace = await openWorkspace()
    closing.push(() => workspace.close())
    const git = await serveRepository(folder, tags)
    closing.push(() => git.stop())
    const server = postgres === null ? null : await startPostgres(postgres, folder)
    if (server) closing.push(() => server.stop())
    const temporary = folder.sub('temporary')
    /** Those that are there. */
    const standing = new Set<Bot>()
    closing.push(async () => {
      for (const bot of standing) await bot.kill()
    })
    return {
      workspace,
      fetches: git.fetches,
      temporary,
      record: join(folder.path, 'record.jsonl'),
      standing: standing as ReadonlySet<Bot>,
      async start(killAt: KillAt | null): Promise<Bot> {
        const bot = await startBot({
          program,
          apiUrl: workspace.apiUrl,
          git: git.program,
          folder: folder.path,
          temporary,
          killAt,
          blind: !lookUp,
          settings: {
            PRIVATE_HOSTS: git.host,
            REPOSITORIES: `shop=${git.url}`,
            DATA_DIR: join(folder.path, 'data'),
            SLACK_BOT_TOKEN: workspace.botToken,
            SLACK_SIGNING_SECRET: workspace.signingSecret,
            REVIEWS_PER_WORKSPACE: '8',
            ...(server ? { DATABASE_URL: server.url } : {}),
          },
        })
        standing.add(bot)
        void bot.gone.then(() => standing.delete(bot))
        return bot
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
