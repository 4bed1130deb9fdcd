import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { SetUp } from '../../blocks/cards/home.ts'
import type { HomePage } from '../conversation/home.ts'
import type { Inbound } from './inbound.ts'
import type { Prompt } from './outbound/assistant.ts'
import type { Connection } from './outbound.ts'
import { workspaceOf } from './who.ts'

/** The action of the button of the Home tab that opens the form for a review. */
export const homeReview = 'home-review'

const Opened = z.object({
  team_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  event: z.object({
    user: z.string(),
    channel: z.string(),
    tab: z.string().optional(),
  }),
})

const ThreadStarted = z.object({
  event: z.object({
    assistant_thread: z.object({ channel_id: z.string(), thread_ts: z.string() }),
  }),
})

/** The same as in manifest.yml, where Slack shows them before anything was said. */
export const prompts: readonly Prompt[] = [
  { title: 'What can you do?', message: 'help' },
  { title: 'Review a repository', message: 'review .' },
  { title: 'Which mechanism fits?', message: 'evaluate' },
  { title: 'What if nodes fail?', message: 'what if 2 of 5 nodes fail' },
]

/** Somebody opened the app: the Home tab is written anew for them; beside its messages stands what they may ask. */
export function hearOpenings(app: App, { connection, answer }: Inbound, page: HomePage | null): void {
  app.event('app_home_opened', async ({ body }) => {
    const { event, team_id, enterprise_id } = Opened.parse(body)
    if (event.tab === 'messages') return answer(connection.assistant.suggest(event.channel, null, prompts))
    if (page === null) return
    const workspace = workspaceOf({ team: team_id, enterprise: enterprise_id }, connection)
    await answer(publish(event.user, workspace, page))
  })
  app.event('assistant_thread_started', async ({ body }) => {
    const { channel_id: channel, thread_ts: thread } = ThreadStarted.parse(body).event.assistant_thread
    await answer(connection.assistant.suggest(channel, thread, prompts))
  })

  async function publish(person: string, workspace: string, made: HomePage): Promise<void> {
    const { platform } = connection
    const setUp = setUpOf(connection)
    const buttons = [{ label: 'Review code', action: homeReview, value: 'review', style: 'primary' as const }]
    await connection.publishHome(person, await made({ platform, workspace, person, setUp, buttons }))
  }
}

function setUpOf({ missing }: Connection): SetUp[] {
  if (missing.length === 0)
    return [{ state: 'done', words: 'The Slack app has every permission it asks for.' }]
  const words = `The Slack app lacks ${missing.map((scope) => `\`${scope}\``).join(', ')}: whoever runs distreview updates it from manifest.yml and installs it again.`
  return [{ state: 'amiss', words }]
}
