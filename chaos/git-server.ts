import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Folder } from './folder.ts'

/** An address that the bot may be allowed to reach, and that nobody here has: git is led to loopback instead. */
const address = '10.255.255.1'

interface GitServer {
  readonly url: string
  /** The private address that the bot must be allowed to reach. */
  readonly host: string
  /** The git that reaches it. */
  readonly program: string
  /** How many fetches brought objects. */
  readonly fetches: () => number
  stop(): Promise<void>
}

const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'ana',
  GIT_AUTHOR_EMAIL: 'ana@example.test',
  GIT_COMMITTER_NAME: 'ana',
  GIT_COMMITTER_EMAIL: 'ana@example.test',
}

/** A repository with one fault and a commit for each tag, behind `git http-backend` over TLS on loopback. */
export async function serveRepository(folder: Folder, tags: readonly string[]): Promise<GitServer> {
  const root = folder.sub('git')
  makeRepository(join(root, 'shop'), tags)
  const [key, certificate] = makeCertificate(folder.path)
  let fetches = 0
  const tls = { key: readFileSync(key), cert: readFileSync(certificate) }
  const server = createServer(tls, (request, response) => {
    if (request.method === 'POST') fetches += 1
    runBackend(root, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const program = join(folder.sub('bin'), 'git')
  leadGit(program, port, certificate)
  return {
    url: `https://${address}:${port}/shop`,
    host: address,
    program,
    fetches: () => fetches,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Of every tag the voting differs, so that no two requests are of one commit. */
function makeRepository(path: string, tags: readonly string[]): void {
  mkdirSync(join(path, 'lib'), { recursive: true })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path, env: environment, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  const bulk = Buffer.alloc(100_000, 'def stock(item), do: {:ok, item}\n')
  for (let part = 0; part < 6; part += 1) writeFileSync(join(path, 'lib', `part_${part}.ex`), bulk)
  for (const tag of tags) {
    writeFileSync(
      join(path, 'lib', 'voting.ex'),
      `defmodule Shop.Voting do
  # ${tag}
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`,
    )
    git('add', '-A')
    git('commit', '-q', '-m', tag)
    git('tag', tag)
  }
}

/** The real git, which finds that address on loopback and trusts its certificate. */
function leadGit(path: string, port: number, certificate: string): void {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const lead = `url.https://127.0.0.1:${port}/.insteadOf=https://${address}:${port}/`
  writeFileSync(path, `#!/bin/sh\nexec ${real} -c ${lead} -c http.sslCAInfo=${certificate} "$@"\n`)
  chmodSync(path, 0o755)
}

function makeCertificate(folder: string): readonly [key: string, certificate: string] {
  const key = join(folder, 'key.pem')
  const certificate = join(folder, 'certificate.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', ['req', '-x509', ...curve, ...name, '-keyout', key, '-out', certificate], {
    stdio: 'pipe',
  })
  return [key, certificate]
}

function runBackend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      REMOTE_ADDR: '127.0.0.1',
    },
  })
  request.pipe(child.stdin)
  // A bot that is killed in the middle of a fetch leaves both ends open.
  child.stdin.on('error', () => {})
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => answer(Buffer.concat(chunks), response))
}

/** CGI: headers, an empty line, the body. */
function answer(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n')
  for (const line of output.toString('latin1', 0, Math.max(end, 0)).split('\r\n')) {
    const [name = '', value = ''] = line.split(': ')
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
    else if (name !== '') response.setHeader(name, value)
  }
  response.end(output.subarray(end + 4))
}
