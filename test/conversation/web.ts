import type { Browser, Locator } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { watch } from '../bot/web/chromium.ts'
import { aWeb } from '../bot/web/visitor.ts'
import type { Filled } from '../workspace/forms.ts'
import { aBot } from './bot.ts'
import { plain } from './plain.ts'
import type { Day } from './script.ts'

/** The page of the web chat, as it is built, in Chromium. */
export async function onThePage(browser: Browser, built: string): Promise<Day> {
  const bot = await aBot()
  const web = await aWeb({
    page: built,
    conversation: bot.conversation,
    log: bot.log,
    repositories: ['shop'],
  })
  await bot.begin(web.platform)
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  const wrongs = watch(page)
  await page.goto(web.link)
  const message = page.getByLabel('Message')
  const form = page.locator('form.ask')

  return {
    comesTo: bot.comesTo,
    wrongs: () => [...bot.wrongs, ...wrongs],
    room: {
      say: (words, inThread) =>
        bot.answered(async () => {
          if (inThread) await page.getByRole('button', { name: 'Reply in this thread' }).first().click()
          await message.fill(words)
          await message.press('Enter')
        }),
      press: (label) =>
        bot.answered(() => page.getByRole('button', { name: label, exact: true }).first().click()),
      fillIn: (answers) =>
        bot.answered(async () => {
          for (const [label, answer] of Object.entries(answers)) await fill(form, label, answer)
          await form.getByRole('button', { name: 'Evaluate' }).click()
        }),
      async thread() {
        const said = await page.locator('.from-distreview .blocks').allInnerTexts()
        return said.map((words) => plain(words, null))
      },
    },
  }
}

async function fill(form: Locator, label: string, answer: Filled[string]): Promise<void> {
  await form.waitFor()
  const options = form.getByRole('group', { name: label })
  const one = form.getByLabel(label)
  if ((await options.count()) > 0) {
    for (const each of [answer].flat()) await options.getByLabel(each).check()
  } else if ((await one.getAttribute('type')) === 'number') await one.fill(String(answer))
  else await one.selectOption({ label: String(answer) })
}
