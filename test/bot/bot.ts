import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createConversation } from '../../src/bot/conversation/conversation.ts'
import { createHome } from '../../src/bot/conversation/home.ts'
import type { Repository } from '../../src/bot/conversation/repositories.ts'
import { startSlack } from '../../src/bot/slack/start.ts'
import { openJobs } from '../../src/jobs/jobs.ts'
import { createSchedules } from '../../src/jobs/schedules.ts'
import type { Ask } from '../../src/review/expert/question.ts'
import type { Review } from '../../src/review/request.ts'
import { memoryStore } from '../store/memory.ts'
import { openWorkspace } from '../workspace/workspace.ts'

export const shop: Repository = {
  name: 'shop',
  source: { kind: 'remote', name: 'acme/shop', url: 'https://git.example/acme/shop' },
}
export const depot: Repository = {
  name: 'depot',
  source: { kind: 'remote', name: 'acme/depot', url: 'https://git.example/acme/depot' },
}

interface BotOptions {
  readonly review: Review
  readonly repositories?: readonly Repository[]
  readonly ask?: Ask
  /** Milliseconds. */
  readonly clock?: () => number
  /** Milliseconds for which a report is given again; left out: never. */
  readonly remember?: number
  /** Left out: HTTP. */
  readonly line?: 'HTTP' | 'sockets'
  /** Ids of people who may dismiss a critical finding. */
  readonly admins?: readonly string[]
}

/** Tells the requests of one bot from those of others in the same database. */
let bots = 0

/**
 * The bot as it runs, over HTTP or by socket mode, in a workspace of its own; both are closed when the test ends.
 * `idle` resolves when all that was heard is answered: Bolt hands a delivery on before its acknowledgement has reached the test.
 */
export async function startBot({
  review,
  repositories = [shop, depot],
  ask,
  clock = () => performance.now(),
  remember = 0,
  line = 'HTTP',
  admins = [],
}: BotOptions) {
  const [workspace, store] = await Promise.all([openWorkspace(), memoryStore()])
  const logged: { level: number; msg: string; err?: { message: string } }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) })
  const answering = new Set<Promise<void>>()
  const name = `requests-${++bots}`
  let running: Awaited<ReturnType<typeof start>>

  const watch = (answer: Promise<void>): Promise<void> => {
    answering.add(answer)
    return answer.finally(() => answering.delete(answer))
  }
  async function start(options: BotOptions) {
    const { botToken, signingSecret, appToken, apiUrl } = workspace
    const way =
      line === 'HTTP' ? { signingSecret, port: 0, host: '127.0.0.1' } : { appToken, pongWithin: 2_000 }
    const jobs = await openJobs({ store, log, name })
    const conversation = createConversation({
      // As main.ts has it: a process that stops ends its reviews.
      review: (request, progress, signal, journal) => {
        const stop = AbortSignal.any([jobs.stopping, ...(signal ? [signal] : [])])
        return options.review(request, progress, stop, journal)
      },
      remember,
      repositories: options.repositories ?? repositories,
      schedules: createSchedules(store.db, clock),
      jobs,
      ask: options.ask ?? null,
      admins: options.admins ?? [],
      clock,
      log,
    })
    const slack = await startSlack({
      ...way,
      botToken,
      apiUrl,
      conversation: {
        hear: (heard) => watch(conversation.hear(heard)),
        click: (click) => watch(conversation.click(click)),
        submit: (submitted) => watch(conversation.submit(submitted)),
      },
      home: createHome({
        db: store.db,
        repositories: options.repositories ?? repositories,
        expert: options.ask !== undefined,
      }),
      log,
    })
    await conversation.begin([slack.platform])
    workspace.listen(slack.port)
    return {
      jobs,
      platform: slack.platform,
      settled: conversation.settled,
      async close(): Promise<void> {
        await slack.close()
        await jobs.stop()
      },
    }
  }

  onTestFinished(async () => {
    await running.close()
    await workspace.close()
  })
  running = await start({ review, ask, admins })
  return {
    workspace,
    log,
    logged,
    /** What else may work beside the conversation. */
    beside: () => ({ jobs: running.jobs, platform: running.platform }),
    async idle(): Promise<void> {
      while (answering.size > 0) await Promise.all(answering)
      await running.settled()
    },
    /** Ends the process and begins another: nothing that was in memory is left. */
    async restart(options: BotOptions = { review, ask }): Promise<void> {
      await running.close()
      running = await start(options)
    },
  }
}
