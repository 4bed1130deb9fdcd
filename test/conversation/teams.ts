import type { Browser } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { referencesInMemory } from '../../src/bot/teams/references.ts'
import { sentInMemory } from '../../src/bot/teams/sent.ts'
import { startTeams } from '../../src/bot/teams/start.ts'
import { hostsBeyond } from '../bot/teams/loopback-sockets.ts'
import { startPlayground, visitPlayground } from '../bot/teams/playground.ts'
import { freePort } from '../main/program.ts'
import { aBot } from './bot.ts'
import { plain } from './plain.ts'
import type { Day } from './script.ts'

/** A channel of the Microsoft 365 Agents Playground, in Chromium. */
export async function inTeams(browser: Browser): Promise<Day> {
  const beyond = hostsBeyond()
  const bot = await aBot()
  const { conversation, log } = bot
  const app = { type: 'Playground' } as const
  const references = referencesInMemory()
  const teams = await startTeams({ app, port: 0, conversation, references, sent: sentInMemory(), log })
  onTestFinished(() => teams.close())
  await bot.begin(teams.platform)
  const playground = await startPlayground(teams.port, await freePort())
  onTestFinished(() => playground.close())
  const visitor = await visitPlayground(browser, playground.address)
  onTestFinished(() => visitor.page.close())
  await visitor.enter('channel')
  const { page } = visitor
  const cards = page.locator('.ac-adaptiveCard')
  const inputs = page.locator('input')

  return {
    comesTo: bot.comesTo,
    wrongs: () => [...bot.wrongs, ...beyond],
    room: {
      say: (words, inThread) => bot.answered(() => (inThread ? visitor.reply(words) : visitor.say(words))),
      press: (label) =>
        bot.answered(() => page.getByRole('button', { name: label, exact: true }).first().click()),
      fillIn: (answers) =>
        bot.answered(async () => {
          const form = cards.filter({ has: inputs })
          await form.waitFor()
          for (const [label, answer] of Object.entries(answers)) {
            const number = form.getByRole('spinbutton', { name: label })
            if (typeof answer !== 'string') {
              // A box is named by its question and itself.
              for (const each of answer)
                await form.getByRole('checkbox', { name: `${label} ${each}` }).check()
            } else if ((await number.count()) > 0) await number.fill(answer)
            else await visitor.choose(label, answer)
          }
          await form.getByRole('button', { name: 'Evaluate' }).click()
        }),
      async thread() {
        // Each post ends in a field for replies; newer ones stand above older ones. The first field begins a new one.
        const [, ...fields] = await page.getByRole('textbox').all()
        const said: string[] = []
        for (const field of fields.reverse()) {
          const post = field.locator('xpath=ancestor::*[.//*[contains(@class, "ac-adaptiveCard")]][1]')
          for (const words of await post.locator(cards).filter({ hasNot: inputs }).allInnerTexts()) {
            said.push(plain(words, 'Alex Wilber'))
          }
        }
        return said
      },
    },
  }
}
