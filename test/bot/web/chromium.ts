import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { vi } from 'vitest'
import { has } from '../../programs.ts'

/** Debian's Chromium; without it the tests of the page are skipped. */
const executablePath = '/usr/bin/chromium'
export const hasChromium = has('chromium')

export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Builds the page as it is delivered. @returns the folder, which the caller removes. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'distreview-built-'))
  vi.stubEnv('NODE_ENV', 'production')
  await build({ configFile: 'src/bot/web/page/vite.config.ts', logLevel: 'warn', build: { outDir } })
  vi.unstubAllEnvs()
  return outDir
}

/** What a page must not do, as it happens: say something in the console, throw, or leave 127.0.0.1. */
export function watch(page: Page): string[] {
  const wrongs: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrongs.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrongs.push(`thrown: ${error.message}`))
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') wrongs.push(`request: ${request.url()}`)
  })
  return wrongs
}
