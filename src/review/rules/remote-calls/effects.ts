import type { Call } from '../../source/form.ts'
import type { Program } from '../../source/program/program.ts'
import { sharedWrite, storeNamed } from './shared-store.ts'

const posting = new Set(['post', 'post!', 'put', 'put!', 'delete', 'delete!', 'patch', 'patch!'])
const clients = new Set(['HTTPoison', 'Req', 'Tesla', 'Finch', 'Mojito'])
const sending = new Set([
  'deliver',
  'deliver!',
  'deliver_now',
  'deliver_now!',
  'deliver_later',
  'deliver_later!',
])

/** An effect outside the process in words, where a call makes one: mail, a change of a shared store, a web hook. */
export function effectOf(program: Program, call: Call): string | null {
  const { module, name, args } = call
  if (module === null) return null
  const write = sharedWrite(program, call)
  if (write) return `a change of ${storeNamed(write)}`
  if (/(^|\.)Mailer$/.test(module) && sending.has(name)) return 'mail'
  if (module === 'gen_smtp_client' && /^send/.test(name)) return 'mail'
  if (clients.has(module) && posting.has(name)) return 'a request to another service'
  if (module === 'httpc' && name === 'request' && args[0]?.kind === 'atom' && args[0].name === 'post')
    return 'a request to another service'
  if (module === 'hackney' && (name === 'post' || name === 'put')) return 'a request to another service'
  return null
}
