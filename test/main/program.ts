import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../review/checkout/fixtures.ts'

/** Builds the program as `npm run build` does, beside the working folder, whose own dist may be older. Returns its folder. */
export function buildProgram(): string {
  const folder = temporaryFolder()
  const dist = join(folder, 'dist')
  // Packages are found from where the modules lie.
  for (const name of ['node_modules', 'examples']) symlinkSync(resolve(name), join(folder, name))
  const bin = (name: string) => resolve('node_modules', '.bin', name)
  // Types are a check of their own; here only the JavaScript is wanted.
  run(bin('tsc'), ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', dist])
  const page = join(dist, 'bot', 'web', 'page')
  run(bin('vite'), [
    'build',
    ...['--config', 'src/bot/web/page/vite.config.ts', '--logLevel', 'warn'],
    ...['--outDir', page, '--emptyOutDir'],
  ])
  run(process.execPath, [join('scripts', 'migrations.mjs'), dist])
  run(process.execPath, [join('scripts', 'bundle.mjs'), dist])
  copyFileSync('package.json', join(folder, 'package.json'))
  return folder
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' })
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** From the signal to the end, in milliseconds; from the start where there was none. */
  readonly milliseconds: number
}

interface Started {
  /** Resolves with what the pattern matched on standard output; rejects when the program ends without it. */
  printed(pattern: RegExp): Promise<string>
  interrupt(): void
  /** As a deploy does. */
  terminate(): void
  /** As `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>
  ended(): Promise<Ended>
  /** What is in the temporary folder that the program was given. */
  leftInTemporary(): string[]
  /** Whether any process that the program started is still there. */
  hasChildren(): boolean
}

/** `npm start` with these settings and nothing else of this machine's environment; killed when the test ends. */
export function startProgram(folder: string, settings: Readonly<Record<string, string>>): Started {
  const temporary = join(temporaryFolder(), 'tmp')
  mkdirSync(temporary)
  // In a process group of its own, so that what it leaves behind can be found.
  const child = spawn(process.execPath, [join(folder, 'dist', 'main.js')], {
    cwd: temporaryFolder(),
    env: { PATH: process.env.PATH, TMPDIR: temporary, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = -(child.pid ?? Number.NaN)
  const said = { out: '', err: '' }
  let began = performance.now()
  const listeners = new Set<() => void>()
  for (const [stream, name] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ] as const) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      said[name] += text
      for (const listener of listeners) listener()
    })
  }
  const closed = once(child, 'close').then(([code]): Ended => {
    for (const listener of listeners) listener()
    return { code: code as number | null, ...said, milliseconds: performance.now() - began }
  })
  const alive = () => {
    try {
      process.kill(group, 0)
      return true
    } catch {
      return false
    }
  }
  onTestFinished(async () => {
    if (alive()) process.kill(group, 'SIGKILL')
    await closed
  })
  return {
    printed: (pattern) =>
      new Promise((found, reject) => {
        const look = () => {
          const match = pattern.exec(said.out)
          if (match) found(match[0])
          else if (child.exitCode !== null) reject(new Error(`It ended with ${child.exitCode}: ${said.err}`))
          else return
          listeners.delete(look)
        }
        listeners.add(look)
        look()
      }),
    interrupt() {
      began = performance.now()
      child.kill('SIGINT')
    },
    terminate() {
      began = performance.now()
      child.kill('SIGTERM')
    },
    async kill() {
      child.kill('SIGKILL')
      await closed
    },
    ended: () => closed,
    leftInTemporary: () => readdirSync(temporary),
    hasChildren: alive,
  }
}
