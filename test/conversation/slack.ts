import { onTestFinished } from 'vitest'
import { startSlack } from '../../src/bot/slack/start.ts'
import { buttonsOf, wordsOf } from '../workspace/messages.ts'
import { openWorkspace } from '../workspace/workspace.ts'
import { aBot } from './bot.ts'
import { plain } from './plain.ts'
import type { Day } from './script.ts'

/** A channel of the Slack double, with a person who mentions the bot, presses, and fills in modals. */
export async function inSlack(): Promise<Day> {
  const bot = await aBot()
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { botToken, signingSecret, apiUrl } = workspace
  const { conversation, log } = bot
  const slack = await startSlack({
    botToken,
    signingSecret,
    apiUrl,
    port: 0,
    host: '127.0.0.1',
    conversation,
    log,
  })
  onTestFinished(() => slack.close())
  workspace.listen(slack.port ?? 0)
  await bot.begin(slack.platform)
  let thread: string | undefined

  return {
    comesTo: bot.comesTo,
    wrongs: () => bot.wrongs,
    room: {
      say: (words, inThread) =>
        bot.answered(async () => {
          const said = await workspace.mention('ana', words, inThread && thread ? { thread } : {})
          thread ??= said.ts
        }),
      press: (label) =>
        bot.answered(async () => {
          const messages = await workspace.messages(thread ?? '')
          const found = messages.find((message) =>
            buttonsOf(message).some((button) => button.label === label),
          )
          if (!found) throw new Error(`No button "${label}" in the thread.`)
          await workspace.press('ana', found, label)
        }),
      fillIn: (answers) =>
        bot.answered(async () => {
          await workspace.submit('ana', answers)
        }),
      async thread() {
        const ours = workspace.personId('distreview')
        const said: string[] = []
        for (const { ts } of await workspace.timeline()) {
          for (const message of await workspace.messages(ts)) {
            if (message.user !== ours) continue
            // A picture is seen on the others; what it says stands in no text there.
            const blocks = (message.blocks ?? []).filter(({ type }) => type !== 'image')
            said.push(plain(wordsOf({ ...message, blocks }), 'ana'))
          }
        }
        return said
      },
    },
  }
}
