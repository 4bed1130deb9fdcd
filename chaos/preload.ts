/** Where a process of the bot may be made to end, in the order in which a review gets there. */
export const killPoints = [
  'acknowledged',
  'stored',
  'parent posted',
  'fetched',
  'facts',
  'rules',
  'saved',
  'card posted',
  'at random',
] as const
export type KillPoint = (typeof killPoints)[number]

/** The signal that a process sends itself, and at which time of passing there. */
export interface KillAt {
  readonly point: KillPoint
  readonly nth: number
  readonly signal: 'SIGKILL' | 'SIGSTOP'
}

interface Preload {
  /** Of the double; ends in `/api/`. */
  readonly apiUrl: string
  /** The program to run where the bot runs git, whose search path it sets itself. */
  readonly git: string
  /** What the process passes is written here, a JSON line each. */
  readonly record: string
  /** null: nowhere. */
  readonly killAt: KillAt | null
  /** Whether the bot sees what it has posted when it looks for it. */
  readonly blind: boolean
}

/**
 * A module that is loaded before the bot: it sends what is meant for Slack to the double, and git to loopback, writes down what the bot
 * passes, and ends the process by SIGKILL at the point, before anything else happens in it.
 */
export function preloadText({ apiUrl, git, record, killAt, blind }: Preload): string {
  return `import processes from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const { spawn } = processes
processes.spawn = (command, ...rest) => spawn(command === 'git' ? ${JSON.stringify(git)} : command, ...rest)
syncBuiltinESMExports()
const open = globalThis.fetch
const blind = ${blind}
globalThis.fetch = (address, options) => {
  const url = String(address).replace('https://slack.com/api/', ${JSON.stringify(apiUrl)})
  if (blind && /conversations\\.(history|replies)$/.test(url)) {
    return Promise.resolve(new Response('{"ok":true,"messages":[]}', { headers: { 'content-type': 'application/json' } }))
  }
  return open(url, options)
}
const steps = { commit: 'fetched', 'phase read': 'facts', 'phase rules': 'rules' }
function nameOf({ point, step, key }) {
  if (point === 'step') return steps[step] ?? step
  if (point === 'card') return key.endsWith('/parent') ? 'parent posted' : 'card posted'
  return point
}
const killAt = ${JSON.stringify(killAt)}
let passed = 0
subscribe('distreview.point', (at) => {
  appendFileSync(${JSON.stringify(record)}, JSON.stringify(at) + '\\n')
  if (killAt === null || nameOf(at) !== killAt.point) return
  passed += 1
  if (passed === killAt.nth) process.kill(process.pid, killAt.signal)
})
`
}
