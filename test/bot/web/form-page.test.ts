import { rm } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Answers } from '../../../src/blocks/form.ts'
import type { Conversation } from '../../../src/bot/conversation/port.ts'
import { aForm } from './a-form.ts'
import { buildPage, hasChromium, openChromium, watch } from './chromium.ts'
import { aCard, aWeb, silent } from './visitor.ts'

/** Opens the form in the room for `evaluate`, and in its thread for a button; says what was filled in. */
function asking(submitted: Answers[]): Conversation {
  return {
    ...silent,
    async hear({ platform, place, person, words, opening }) {
      if (words === 'evaluate') return platform.openForm(place, person.id, opening ?? '', aForm)
      const parent = await platform.post(place, [aCard('1 critical in lib.')])
      await platform.post({ ...place, thread: parent.id }, [aCard('Finding 1.', 'form')])
    },
    async click({ platform, place, person, opening }) {
      await platform.openForm(place, person.id, opening ?? '', aForm)
    },
    async submit({ platform, place, answers }) {
      submitted.push(answers)
      await platform.post(place, [aCard('Saga with outbox, 8.5.')])
    },
  }
}

describe.skipIf(!hasChromium)('a form on the page', { timeout: 60_000 }, () => {
  let browser: Browser
  let built: string

  beforeAll(async () => {
    built = await buildPage()
    browser = await openChromium()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await rm(built, { recursive: true, force: true })
  })

  async function open(options: BrowserContextOptions = {}) {
    const submitted: Answers[] = []
    const web = await aWeb({ page: built, conversation: asking(submitted) })
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const wrongs = watch(page)
    await page.goto(web.link)
    await page.getByText('What shall be reviewed?').waitFor()
    return { page, wrongs, submitted }
  }

  async function say(page: Page, words: string): Promise<void> {
    await page.getByLabel('Message').fill(words)
    await page.keyboard.press('Enter')
  }

  const form = (page: Page) => page.getByRole('form', { name: aForm.title })

  test('is filled in by its labels, and its answer comes in the same thread', async () => {
    const { page, wrongs, submitted } = await open()
    await say(page, 'review lib')
    await page.getByRole('button', { name: 'Show form' }).click()
    await page.getByLabel('What is it?').selectOption({ label: 'order: one total order per key' })
    const consistency = page.getByRole('group', { name: 'How consistent must it be?' })
    expect(await consistency.getByLabel('2: linearizable per key').isChecked()).toBe(true)
    await consistency.getByLabel('not answered').check()
    expect(await page.getByLabel('How many nodes?').inputValue()).toBe('5')
    await page.getByLabel('How many nodes?').fill('3')
    await page.getByRole('group', { name: 'What runs already?' }).getByLabel('Redis').check()
    await form(page).getByRole('button', { name: 'Evaluate' }).click()
    await page.locator('.replies').getByText('Saga with outbox, 8.5.').waitFor()
    expect(submitted).toEqual([{ data: 'order', nodes: '3', infra: ['postgres', 'redis'] }])
    expect(await form(page).count()).toBe(0)
    await page.locator('.replies').getByText('Which mechanism fits: 3 of 4 answered.').waitFor()
    expect(wrongs).toEqual([])
  })

  test('takes the focus where it was asked for, and is sent with the keyboard alone', async () => {
    const { page, submitted } = await open({ viewport: { width: 400, height: 500 } })
    await say(page, 'evaluate')
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('ask')
    await page.keyboard.press('Tab')
    await page.keyboard.type('lock')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('7')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    for (let step = 0; step < 4; step++) await page.keyboard.press('Tab')
    const button = form(page).getByRole('button', { name: 'Evaluate' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    // What has the focus is not covered by the field below.
    const footer = await page.locator('footer').evaluate((element) => element.getBoundingClientRect().top)
    await expect
      .poll(() => button.evaluate((element) => element.getBoundingClientRect().bottom))
      .toBeLessThanOrEqual(footer)
    await page.keyboard.press('Enter')
    await page.locator('main').getByText('Saga with outbox, 8.5.').waitFor()
    expect(submitted).toEqual([{ data: 'lock', consistency: '3', nodes: '7' }])
  })

  test('tells its questions, hints and answers to those who do not see them', async () => {
    const { page } = await open()
    await say(page, 'evaluate')
    await form(page).waitFor()
    const asked = (await form(page).ariaSnapshot())
      .split('\n')
      .map((line) => line.replaceAll("'", '').trim())
      .filter((line) => /^- (?:form|heading|group|combobox|radio|checkbox|spinbutton|button) /.test(line))
    expect(asked).toEqual([
      '- form "Which mechanism fits":',
      '- heading "Which mechanism fits" [level=3]',
      '- combobox "What is it?":',
      '- group "How consistent must it be?":',
      '- radio "0: eventual"',
      '- radio "1: session or causal; rare duplicates are tolerable"',
      '- radio "2: linearizable per key" [checked]',
      '- radio "3: a transaction over several keys"',
      '- radio "not answered"',
      '- spinbutton "How many nodes?": "5"',
      '- group "What runs already?":',
      '- checkbox "PostgreSQL" [checked]',
      '- checkbox "Redis"',
      '- checkbox "etcd"',
      '- checkbox "Kubernetes"',
      '- button "Evaluate"',
    ])
    const hints = await form(page)
      .locator('[aria-describedby]')
      .evaluateAll((elements) =>
        elements.map(
          (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
        ),
      )
    expect(hints).toEqual(aForm.fields.flatMap(({ hint }) => hint ?? []))
    await expect.poll(() => page.getByRole('log').textContent()).toBe('Which mechanism fits')
  })

  test('leaves alone who is typing, and a form from before stays where it is', async () => {
    const { page } = await open()
    await say(page, 'evaluate')
    await form(page).waitFor()
    await page.reload()
    await form(page).waitFor()
    expect(await page.getByLabel('Message').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  test('says what was refused beside the button, with everything still filled in', async () => {
    const { page, submitted } = await open()
    await say(page, 'evaluate')
    await page.getByLabel('What is it?').selectOption('lock')
    // As a browser without its own check of numbers would send it.
    await form(page).evaluate((element) => {
      ;(element as HTMLFormElement).noValidate = true
    })
    await page.getByLabel('How many nodes?').fill('99')
    await form(page).getByRole('button', { name: 'Evaluate' }).click()
    await expect
      .poll(() => form(page).getByRole('alert').textContent())
      .toBe('Not sent: “How many nodes?” takes a whole number from 1 to 9.')
    expect(await page.getByLabel('What is it?').inputValue()).toBe('lock')
    expect(submitted).toEqual([])
    await page.getByLabel('How many nodes?').fill('9')
    await form(page).getByRole('button', { name: 'Evaluate' }).click()
    await page.locator('main').getByText('Saga with outbox, 8.5.').waitFor()
  })

  test.each([
    { width: 400, colorScheme: 'light' as const },
    { width: 400, colorScheme: 'dark' as const },
    { width: 1200, colorScheme: 'light' as const },
    { width: 1200, colorScheme: 'dark' as const },
  ])('at $width px and in $colorScheme nothing runs over the side', async ({ width, colorScheme }) => {
    const { page, wrongs } = await open({ viewport: { width, height: 900 }, colorScheme })
    await say(page, 'review lib')
    await page.getByRole('button', { name: 'Show form' }).click()
    await form(page).waitFor()
    const over = await page.evaluate(() => {
      const inside = [...document.querySelectorAll('.ask, .ask *')]
      return inside.filter((element) => element.getBoundingClientRect().right > innerWidth).length
    })
    expect([over, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([0, width])
    expect(wrongs).toEqual([])
  })
})
