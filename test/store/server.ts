import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { freePort } from '../main/program.ts'
import { pathOf } from '../programs.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'

/** `nobody`: PostgreSQL refuses to run as root. */
const nobody = 65_534

interface Server {
  /** Address of an empty database. */
  readonly url: string
  readonly port: number
  /** At once, as when its machine goes. */
  stop(): Promise<void>
  /** On the same data and port, after a stop. */
  restart(): Promise<void>
}

/** A PostgreSQL server with a data folder and a port of its own, ended with the test. */
export async function startServer(): Promise<Server> {
  const postgres = pathOf('postgres')
  if (postgres === null) throw new Error('There is no postgres on this machine: skip the test.')
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  if (process.getuid?.() === 0) for (const owned of [folder, data]) chownSync(owned, nobody, nobody)
  const env = { PATH: process.env.PATH, LC_ALL: 'C', HOME: folder }
  const made = ['-D', data, '-U', 'ana', '--auth=trust', '--no-sync', '-E', 'UTF8']
  execFileSync(join(dirname(postgres), 'initdb'), made, { ...user, env, cwd: folder, stdio: 'pipe' })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off']
  const begin = async () => {
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])]
    const server = spawn(postgres, args, { ...user, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = once(server, 'close')
    let said = ''
    server.stderr.setEncoding('utf8')
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', (text: string) => {
        said += text
        if (said.includes('database system is ready to accept connections')) resolve()
      })
      void ended.then(() => reject(new Error(`PostgreSQL ended: ${said}`)))
    })
    return async () => {
      server.kill('SIGQUIT')
      await ended
    }
  }
  let end = await begin()
  onTestFinished(() => end())
  return {
    url: `postgres://ana@127.0.0.1:${port}/postgres`,
    port,
    stop: () => end(),
    async restart() {
      end = await begin()
    },
  }
}
