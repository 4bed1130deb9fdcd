import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { runFolder } from '../chaos/folder.ts'
import { startPostgres } from '../chaos/postgres.ts'
import { freePort, startBot } from '../chaos/process.ts'
import { openWorkspace } from '../test/workspace/workspace.ts'
import { plan } from './commands.ts'
import { orderOf, quantile, readReviews } from './order.ts'
import { makeRepository } from './repository.ts'

interface Load {
  /** The compiled main.js of the bot. */
  readonly program: string
  /** Path of `postgres`; null: the embedded database. */
  readonly postgres: string | null
  readonly say: (sentence: string) => void
}

/** Milliseconds that all may take: the channel takes one message a second. */
const longest = 900_000

/** Measures the delay of the bot's event loop while the file `on` is there, in milliseconds, and writes it to `out`. */
const lagText = (on: string, out: string) => `import { existsSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
const delay = monitorEventLoopDelay({ resolution: 10 })
const timer = setInterval(() => { existsSync(${JSON.stringify(on)}) ? delay.enable() : delay.disable() }, 100)
timer.unref()
process.on('exit', () => {
  const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => Math.round(ns / 1e6))
  writeFileSync(${JSON.stringify(out)}, JSON.stringify({ p50, p99, max }))
})
`

/** Sends the commands to the bot as it runs, waits until all reviews are answered, and says what was measured. */
export async function load({ program, postgres, say }: Load) {
  const folder = runFolder()
  const closing: (() => Promise<void> | void)[] = [() => folder.remove()]
  try {
    const { commands, tags } = plan()
    const repository = folder.sub('shop')
    makeRepository(repository, tags)
    const workspace = await openWorkspace()
    closing.push(() => workspace.close())
    const server = postgres === null ? null : await startPostgres(postgres, folder)
    if (server) closing.push(() => server.stop())
    const dataFolder = folder.sub('data')
    const [on, out, preload] = ['on', 'lag.json', 'lag.mjs'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ]
    writeFileSync(preload, lagText(on, out))
    const operations = await freePort()
    const bot = await startBot({
      program,
      apiUrl: workspace.apiUrl,
      git: 'git',
      folder: folder.path,
      temporary: folder.sub('temporary'),
      killAt: null,
      blind: false,
      settings: {
        NODE_OPTIONS: `--import ${pathToFileURL(preload)}`,
        REPOSITORIES: `shop=${repository}`,
        DATA_DIR: dataFolder,
        OPERATIONS_PORT: String(operations),
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_SIGNING_SECRET: workspace.signingSecret,
        ...(server ? { DATABASE_URL: server.url } : {}),
      },
    })
    closing.push(() => bot.kill())
    workspace.listen(bot.port)
    writeFileSync(on, '')
    const began = performance.now()
    const delivered = await Promise.all(
      commands.map(async ({ team, words, at }) => {
        await pause(at)
        return workspace.command('ana', words, { team })
      }),
    )
    const seconds = (performance.now() - began) / 1_000
    say(`${delivered.length} commands in ${seconds.toFixed(1)} s; ${tags.length} reviews are to be answered.`)
    for (let waits = true; waits && performance.now() - began < longest; await pause(1_000)) {
      const metrics = await fetch(`http://127.0.0.1:${operations}/metrics`)
      waits = (await metrics.text()).includes('\ndistreview_queue_depth{')
    }
    const minutes = (performance.now() - began) / 60_000
    await bot.stop()
    const lag = JSON.parse(readFileSync(out, 'utf8')) as { p50: number; p99: number; max: number }
    const times = delivered.map(({ milliseconds }) => milliseconds)
    const round = (value: number) => Math.round(value)
    return {
      commands: commands.length,
      workspaces: new Set(commands.map(({ team }) => team)).size,
      seconds: Number(seconds.toFixed(1)),
      acknowledged: delivered.filter(({ status }) => status === 200).length,
      acknowledgement: {
        p50: round(quantile(times, 0.5)),
        p99: round(quantile(times, 0.99)),
        max: round(quantile(times, 1)),
      },
      whispers: workspace.whispers.length,
      eventLoop: lag,
      minutes: Number(minutes.toFixed(1)),
      /** Reviews that ended in a report; the others ended in a sentence. */
      reported: readFileSync(join(folder.path, 'record.jsonl'), 'utf8').split('"point":"saved"').length - 1,
      ...orderOf(await readReviews(dataFolder, server?.url ?? null), commands[0]?.team ?? ''),
    }
  } finally {
    for (const end of closing.splice(0).reverse()) await end()
  }
}
