import { rm } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { orderedCards } from '../../../src/blocks/cards.ts'
import { visible } from '../../../src/blocks/escape.ts'
import type { Conversation } from '../../../src/bot/conversation/port.ts'
import type { Web } from '../../../src/bot/web/server.ts'
import { aReport } from '../../blocks/sample.ts'
import { buildPage, hasChromium, openChromium, watch } from './chromium.ts'
import { aCard, aWeb, silent } from './visitor.ts'

const review = orderedCards(aReport(), { first: 8, review: 'a-review' })

/** Every string that a card shows, as it is shown. */
function shownBy(card: Card): string[] {
  const words: string[] = []
  for (const part of card.parts) {
    if (part.kind === 'heading' || part.kind === 'code') words.push(part.text)
    if (part.kind === 'line' || part.kind === 'footnote') words.push(...part.line.map((run) => run.text))
    if (part.kind === 'list') words.push(...part.items.flat().map((run) => run.text))
    if (part.kind === 'table') words.push(...part.head, ...part.rows.flat())
    if (part.kind === 'buttons') words.push(...part.buttons.map((button) => button.label))
  }
  return words.map(visible).filter((text) => text.trim() !== '')
}

/** Answers each review with the sample's cards, each button with its action and value, and help with a whisper. */
const reviewing: Conversation = {
  ...silent,
  async hear({ platform, place, person, words }) {
    if (words === 'help') return platform.whisper(place, person.id, aCard('Say review and a path.'))
    const parent = await platform.post(place, [aCard('Reviewing.')])
    await platform.post({ ...place, thread: parent.id }, review)
    await platform.update(parent, aCard('Reviewed.'))
  },
  async click({ platform, place, action, value }) {
    await platform.post(place, [aCard(`Pressed ${action} of ${value}.`)])
  },
}

describe.skipIf(!hasChromium)('the page of the web chat', { timeout: 60_000 }, () => {
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

  async function open(
    web: Web,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; wrongs: string[] }> {
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const wrongs = watch(page)
    await page.goto(web.link)
    await page.getByText('What shall be reviewed?').waitFor()
    return { page, wrongs }
  }

  async function say(page: Page, words: string): Promise<void> {
    await page.getByLabel('Message').fill(words)
    await page.keyboard.press('Enter')
  }

  const chat = () => aWeb({ page: built, conversation: reviewing })

  test('words become a thread with every card, and a button brings its answer there', async () => {
    const { page, wrongs } = await open(await chat())
    await say(page, 'review lib on main')
    const thread = page.locator('.thread', { hasText: 'Reviewed.' })
    await expect.poll(() => thread.locator('.replies .message').count()).toBeGreaterThanOrEqual(review.length)
    const shown = (await thread.locator('.replies').textContent()) ?? ''
    const missing = review.flatMap(shownBy).filter((text) => !shown.includes(text))
    expect(missing).toEqual([])
    const buttons = review.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])),
    )
    for (const [at, { action, value }] of buttons.entries()) {
      const pressed = thread.locator('.slack_blocks_to_jsx__button_element').nth(at)
      await pressed.click()
      await thread.getByText(`Pressed ${action} of ${value}.`, { exact: true }).first().waitFor()
      await expect.poll(() => pressed.getAttribute('aria-busy')).toBeNull()
    }
    expect(buttons.length).toBeGreaterThan(3)
    expect(wrongs).toEqual([])
  })

  test('the page shows what was just said, then stays put until a button is answered', async () => {
    const { page } = await open(await chat(), { viewport: { width: 1200, height: 500 } })
    const said = page.locator('.from-you')
    const answer = page.locator('.message', { hasText: /Pressed / })
    const isInView = (message: Locator) =>
      message.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      })
    await say(page, 'review lib')
    await page.locator('.message', { hasText: 'Reviewed.' }).waitFor()
    expect(await isInView(said)).toBe(true)
    await page.locator('.slack_blocks_to_jsx__button_element').first().click()
    await expect.poll(() => isInView(answer)).toBe(true)
    expect(await isInView(said)).toBe(false)
  })

  test('what a link opens knows nothing of the page', async () => {
    const link = { kind: 'link', text: 'open at 3f2a91c', url: 'https://forge.example/shop' } as const
    const card: Card = { summary: 'A link.', parts: [{ kind: 'line', line: [link] }] }
    const hear: Conversation['hear'] = async ({ platform, place }) =>
      void (await platform.post(place, [card]))
    const { page } = await open(await aWeb({ page: built, conversation: { ...reviewing, hear } }))
    await say(page, 'review lib')
    const shown = page.getByRole('link', { name: 'open at 3f2a91c' })
    expect([await shown.getAttribute('target'), await shown.getAttribute('rel')]).toEqual([
      '_blank',
      'noreferrer noopener',
    ])
  })

  test('markup in reviewed code stays letters, in headings, small print, tables and buttons too', async () => {
    const hostile =
      '*a* _b_ ~c~ `d` :smile: <!channel> <https://evil.example|x> https://evil.example &lt;b&gt; <img src=x>'
    const card: Card = {
      summary: hostile,
      parts: [
        { kind: 'heading', text: hostile },
        { kind: 'footnote', line: [{ kind: 'text', text: hostile }] },
        { kind: 'table', head: ['Item'], rows: [[hostile]] },
        { kind: 'code', text: `  ${hostile}\n\tindented`, language: 'elixir' },
        { kind: 'buttons', buttons: [{ label: '*a* <!here> :smile: `d`', action: 'show-fix', value: 'x' }] },
      ],
    }
    const hear: Conversation['hear'] = async ({ platform, place }) =>
      void (await platform.post(place, [card]))
    const { page, wrongs } = await open(await aWeb({ page: built, conversation: { ...reviewing, hear } }))
    await say(page, hostile)
    await page.locator('.from-distreview pre').waitFor()
    const texts = async (selector: string) =>
      (await page.locator(`.message ${selector}`).allTextContents()).map((text) =>
        text.replaceAll('\u2060', ''),
      )
    expect({
      words: await texts('.words'),
      heading: await texts('h3'),
      footnote: await texts('.slack_blocks_to_jsx__context'),
      cells: await texts('td'),
      code: await texts('pre'),
      button: await texts('button'),
      links: await page.locator('.message a, .message img').count(),
    }).toEqual({
      words: [hostile],
      heading: [hostile],
      footnote: [hostile],
      cells: ['Item', hostile],
      code: [`  ${hostile}\n\tindented`],
      button: ['*a* <!here> :smile: `d`'],
      links: 0,
    })
    expect(wrongs).toEqual([])
  })

  test('Enter sends, Shift+Enter starts a line, and the field keeps the focus', async () => {
    const { page } = await open(await chat())
    const field = page.getByLabel('Message')
    await field.fill('review lib')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('on main')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.words').allTextContents()).toEqual(['review lib\non main'])
    await expect.poll(() => field.inputValue()).toBe('')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('a suggestion is said with one click, and the header names what is connected', async () => {
    const { page } = await open(await chat())
    expect(await page.locator('.top p').textContent()).toBe('reviews shop, bank')
    await page.getByRole('button', { name: 'review lib on main of shop' }).click()
    await expect.poll(() => page.locator('.words').allTextContents()).toEqual(['review lib on main of shop'])
  })

  test('a whisper is marked, and a new answer is announced', async () => {
    const { page } = await open(await chat())
    await say(page, 'help')
    const whisper = page.locator('.only-you')
    await expect.poll(() => whisper.textContent()).toContain('only you see this')
    expect(await page.getByRole('log').textContent()).toBe('Say review and a path.')
  })

  test('words in a thread are answered in that thread', async () => {
    const { page } = await open(await chat())
    await say(page, 'review lib')
    await page.getByRole('button', { name: 'Reply in this thread' }).click()
    await say(page, 'help')
    await expect.poll(() => page.locator('.replies .only-you').count()).toBe(1)
    await page.getByRole('button', { name: 'Leave the thread' }).click()
    await say(page, 'help')
    await expect.poll(() => page.locator('.thread > .only-you').count()).toBe(1)
  })

  test('a page that opens later shows the same room', async () => {
    const web = await chat()
    const { page } = await open(web)
    await say(page, 'review lib')
    await page.getByText('Reviewed.').waitFor()
    const before = await page.locator('main').textContent()
    await page.reload()
    await page.getByText('Reviewed.').waitFor()
    await expect.poll(() => page.locator('main').textContent()).toBe(before)
  })

  test('a lost connection is said, and what to do when the server was started anew', async () => {
    const web = await chat()
    const { page } = await open(web)
    await web.close()
    const state = page.getByRole('status')
    await expect.poll(() => state.textContent()).toBe('The connection is lost. Reconnecting…')
    await say(page, 'review lib')
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toBe('distreview does not answer. Look whether it still runs in the terminal, then try again.')
    expect(await page.getByLabel('Message').inputValue()).toBe('review lib')
    await aWeb({ page: built, conversation: reviewing, port: web.port })
    await expect
      .poll(() => state.textContent(), { timeout: 15_000 })
      .toBe('distreview was started anew. Open the link that it printed in the terminal.')
  })

  test.each([
    { width: 400, colorScheme: 'light' as const, paper: 'rgb(251, 250, 248)' },
    { width: 1200, colorScheme: 'dark' as const, paper: 'rgb(20, 24, 27)' },
  ])('at $width px and in $colorScheme nothing runs over the side', async ({ width, colorScheme, paper }) => {
    const { page, wrongs } = await open(await chat(), { viewport: { width, height: 900 }, colorScheme })
    await say(page, 'review lib')
    await page.getByText('Reviewed.').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(paper)
    expect(wrongs).toEqual([])
  })
})
