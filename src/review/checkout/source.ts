import { basename, dirname, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'
import { hasControl, nameOf, parseAddress } from './address.ts'
import { quoted } from './refname.ts'
import type { Source } from './snapshot.ts'

/**
 * Reads what somebody wrote for a repository: an https address or a local path (relative ones from the current folder).
 * `name` defaults to `owner/name`, or to the folder's name without `.git`. Throws Refusal('repository').
 * Never call it with words from a conversation: it accepts local paths.
 */
export function parseSource(text: string, from: 'command-line' | 'configuration', name?: string): Source {
  const where = from === 'configuration' ? 'in the configuration' : 'on the command line'
  const next = `Give an address such as https://host/owner/name, or the path of a folder, ${where}.`
  const refuse = (problem: string): Refusal => new Refusal('repository', problem, next)
  if (text.trim() === '') throw refuse('No repository was named.')
  if (hasControl(text)) throw refuse(`${quoted(text)} holds a control character or a line break.`)
  if (text.startsWith('-'))
    throw refuse(`${quoted(text)} begins with a dash, so it could be taken for an option.`)
  if (name !== undefined && (name === '' || hasControl(name) || name.length > 200)) {
    throw refuse(`${quoted(name)} cannot be the name of a repository.`)
  }
  if (/^https:/i.test(text)) {
    const address = parseAddress(text)
    if (typeof address === 'string')
      throw refuse(`${withoutUserinfo(text)} cannot be read from: it ${address}.`)
    return { kind: 'remote', name: name ?? nameOf(address), url: address.url }
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase()
  if (scheme !== undefined)
    throw refuse(`${withoutUserinfo(text)} is not read: only https is, never ${scheme}.`)
  if (/^[^/]*@[^/]*:/.test(text))
    throw refuse(`${withoutUserinfo(text)} is an ssh address, which is not read.`)
  const path = resolve(text)
  return { kind: 'local', name: name ?? folderName(path), path }
}

function folderName(path: string): string {
  const folder = basename(path) === '.git' ? dirname(path) : path
  return basename(folder).replace(/\.git$/, '') || folder
}

// What stands before an @ may be a password: it must not be repeated in a sentence that is logged.
function withoutUserinfo(text: string): string {
  const at = text.lastIndexOf('@')
  return quoted(at < 0 ? text : `…${text.slice(at)}`)
}
