import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { temporaryFolder } from '../../review/checkout/fixtures.ts'

const require = createRequire(import.meta.url)
const program = require.resolve('@microsoft/m365agentsplayground/cli.js')
const guard = resolve('test/bot/teams/loopback.mjs')

export interface Playground {
  readonly address: string
  close(): Promise<void>
}

/** Microsoft's local stand-in for Teams, in front of the bot at this port. It cannot leave the machine. */
export async function startPlayground(botPort: number, port: number): Promise<Playground> {
  const endpoint = `http://127.0.0.1:${botPort}/api/messages`
  const child = spawn(
    process.execPath,
    ['--import', guard, program, 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--dt'],
    {
      cwd: temporaryFolder(),
      env: { PATH: process.env.PATH, HOME: temporaryFolder() },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended = once(child, 'close')
  await listening(child, port)
  return {
    address: `http://127.0.0.1:${port}/`,
    async close() {
      const early = child.exitCode
      child.kill('SIGKILL')
      await ended
      if (early !== null) throw new Error(`The playground ended by itself with ${early}.`)
    },
  }
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((found, reject) => {
    let said = ''
    const read = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes(`Listening on ${port}`)) found()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('close', (code) => reject(new Error(`The playground ended with ${code}: ${said}`)))
  })
}

/** A person before the playground. */
export interface Visitor {
  readonly page: Page
  /** Opens `General` of the team, or the personal chat. */
  enter(room: 'channel' | 'chat'): Promise<void>
  /** In a channel with a mention of the bot; in a chat as it is. */
  say(words: string): Promise<void>
  /** Under the oldest post of the channel, with a mention of the bot. */
  reply(words: string): Promise<void>
  /** Picks an option of the input with this label. */
  choose(label: string, option: string | RegExp): Promise<void>
  /** Every card in the room, as it is read from top to bottom. */
  reads(): Promise<string[]>
  /** Presses the last button with this label. */
  press(label: string): Promise<void>
}

export async function visitPlayground(browser: Browser, address: string): Promise<Visitor> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1300 } })
  // Its fonts and icons come from elsewhere.
  await page.route(
    (url) => url.hostname !== '127.0.0.1',
    (route) => route.abort(),
  )
  await page.goto(address, { waitUntil: 'load' })
  const box = () => page.locator('[contenteditable=true]').first()
  const mention = async () => {
    await page.keyboard.type('@', { delay: 50 })
    await page.getByRole('menuitem', { name: 'Test Bot' }).click()
  }
  let room: 'channel' | 'chat' = 'chat'
  await box().waitFor()
  return {
    page,
    async enter(next) {
      room = next
      const name = next === 'channel' ? 'General' : 'Personal Chat'
      await page.getByText(name, { exact: true }).first().click()
      await box().waitFor()
    },
    async say(words) {
      await box().click()
      if (room === 'channel') {
        await mention()
        await page.keyboard.type(` ${words}`)
      } else await page.keyboard.type(words)
      await page
        .getByRole('button', { name: 'Send Message' })
        .or(page.getByText('Post', { exact: true }))
        .first()
        .click()
    },
    async reply(words) {
      await page.getByRole('textbox').last().click()
      await mention()
      await page.keyboard.type(` ${words}`)
      await page.getByRole('button', { name: 'Send Message' }).last().click()
    },
    async choose(label, option) {
      await page.getByRole('combobox', { name: label }).click()
      await page.getByRole('option', { name: option }).click()
    },
    async reads() {
      const cards = await page.locator('.ac-adaptiveCard').allInnerTexts()
      return cards.map((words) => words.replaceAll('\u00a0', ' '))
    },
    async press(label) {
      await page.locator('.ac-adaptiveCard').getByRole('button', { name: label, exact: true }).last().click()
    },
  }
}
