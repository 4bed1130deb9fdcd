import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type KillAt, preloadText } from './preload.ts'

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Life {
  /** The compiled main.js. */
  readonly program: string
  readonly settings: Readonly<Record<string, string>>
  readonly apiUrl: string
  readonly git: string
  /** Where the preload, the log and the record go. */
  readonly folder: string
  readonly temporary: string
  readonly killAt: KillAt | null
  readonly blind: boolean
}

/** A process of the bot that listens. */
export interface Bot {
  readonly port: number
  readonly pid: number
  /** Resolves when it is gone, whoever ended it. */
  readonly gone: Promise<void>
  /** SIGKILL to it and everything that it started, as when a container ends. */
  kill(): Promise<void>
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>
}

let lives = 0

/** Starts the bot; rejects where it ends before it listens. */
export async function startBot({ program, settings, folder, temporary, ...preload }: Life): Promise<Bot> {
  lives += 1
  const port = await freePort()
  const before = join(folder, `preload-${lives}.mjs`)
  writeFileSync(before, preloadText({ ...preload, record: join(folder, 'record.jsonl') }))
  const child = spawn(process.execPath, ['--import', pathToFileURL(before).href, program], {
    env: {
      PATH: process.env.PATH ?? '',
      ...settings,
      HOME: folder,
      TMPDIR: temporary,
      PORT: String(port),
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const pid = child.pid ?? 0
  const log = join(folder, 'log.jsonl')
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said = `${said}${text}`.slice(-2_000)
    appendFileSync(log, text)
  })
  const gone = once(child, 'close').then(() => {})
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name)
    } catch {
      // It is gone already.
    }
  }
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      if (String(text).includes('distreview answers Slack')) resolve()
    })
    void gone.then(() => {
      // Before it listened, at a point of what an earlier process had left: that is a kill like any other.
      if (preload.killAt !== null && child.signalCode === 'SIGKILL') resolve()
      else reject(new Error(`The bot ended by itself: ${said}`))
    })
  })
  return {
    port,
    pid,
    gone,
    async kill() {
      signal('SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      await gone
      signal('SIGKILL')
    },
  }
}
