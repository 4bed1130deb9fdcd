import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { NetworkPolicy } from '../../../src/review/checkout/index.ts'
import type { Source } from '../../../src/review/checkout/snapshot.ts'
import { GIT_ENVIRONMENT, temporaryFolder } from './fixtures.ts'

/** The name is in no resolver: only a pinned address makes it reachable. */
const HOST = 'git.example.test'

export interface GitServer {
  /** Repositories lie here: `<root>/<path>` is `https://git.example.test:port/<path>`. */
  readonly root: string
  readonly network: NetworkPolicy
  readonly requests: string[]
  /** What each request signed in with, as it came (`Basic …`); '' where it did not. */
  readonly signIns: string[]
  /** `git.example.test:port`. */
  readonly authority: string
  /** Lets in nobody but this user; null is an open door. */
  lock: { readonly user: string; readonly token: string } | null
  /** Answers a request instead of git where it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean
  url(path: string): string
  source(path: string): Source
  stop(): Promise<void>
}

/** `git http-backend` behind TLS on loopback, with a certificate made on the spot. */
export async function startGitServer(): Promise<GitServer> {
  const { key, certificate } = makeCertificate()
  const root = temporaryFolder()
  const tls = { key: readFileSync(key), cert: readFileSync(certificate) }
  const server = createServer(tls, (request, response) => {
    const signIn = request.headers.authorization ?? ''
    started.requests.push(`${request.method} ${request.url}`)
    started.signIns.push(signIn)
    const { lock } = started
    if (lock && signIn !== basic(lock)) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end()
    } else if (!started.intercept(request, response)) {
      runBackend(root, request, response)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const started: GitServer = {
    root,
    network: {
      resolve: async () => ['127.0.0.1'],
      allows: (address) => address === '127.0.0.1',
      caFile: certificate,
    },
    requests: [],
    signIns: [],
    authority: `${HOST}:${port}`,
    lock: null,
    intercept: () => false,
    url: (path) => `https://${HOST}:${port}/${path}`,
    source: (path) => ({ kind: 'remote', name: path.replace(/\.git$/, ''), url: started.url(path) }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return started
}

/** The header of somebody who signs in. */
export function basic({ user, token }: { user: string; token: string }): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`
}

function makeCertificate(): { key: string; certificate: string } {
  const folder = temporaryFolder()
  const key = join(folder, 'key.pem')
  const certificate = join(folder, 'certificate.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const name = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`]
  const args = ['req', '-x509', ...curve, ...name, '-keyout', key, '-out', certificate]
  execFileSync('openssl', args, { stdio: 'pipe' })
  return { key, certificate }
}

function runBackend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...GIT_ENVIRONMENT,
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
