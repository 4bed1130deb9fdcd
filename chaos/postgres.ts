import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Folder } from './folder.ts'
import { freePort } from './process.ts'

/** `nobody`: PostgreSQL refuses to run as root. */
const nobody = 65_534

interface Server {
  readonly url: string
  stop(): Promise<void>
}

/** A PostgreSQL server of the run's own on loopback; `program` is the path of `postgres`. */
export async function startPostgres(program: string, folder: Folder): Promise<Server> {
  const home = folder.sub('postgres')
  const data = join(home, 'data')
  mkdirSync(data, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? { uid: nobody, gid: nobody } : {}
  if (isRoot) for (const owned of [folder.path, home, data]) chownSync(owned, nobody, nobody)
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', HOME: home }
  const made = ['-D', data, '-U', 'ana', '--auth=trust', '--no-sync', '-E', 'UTF8']
  execFileSync(join(dirname(program), 'initdb'), made, { ...user, env, cwd: home, stdio: 'pipe' })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${home}`, 'fsync=off']
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])]
  const server = spawn(program, args, { ...user, env, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
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
  return {
    url: `postgres://ana@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGQUIT')
      await ended
    },
  }
}
