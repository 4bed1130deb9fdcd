import { Refusal } from '../../review/refusal.ts'

/**
 * A path relative to the root of the repository; `.` is all of it. A conversation names what is inside a connected
 * repository, never the machine that we run on: anything else is a Refusal('usage').
 */
function pathOf(token: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(token) || /^[\w.-]+@[\w.-]+:/.test(token)) {
    throw new Refusal(
      'usage',
      `"${token}" is an address.`,
      'Name a path inside a connected repository; of <name> picks the repository.',
    )
  }
  if (/^[/\\~]/.test(token) || /^[a-z]:[\\/]/i.test(token)) {
    throw new Refusal(
      'usage',
      `"${token}" is a path of a machine.`,
      'Name a path relative to the root of the repository, such as lib/cluster.',
    )
  }
  const segments = token.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) {
    throw new Refusal(
      'usage',
      `"${token}" leaves the folder that it starts in.`,
      'Name a path relative to the root of the repository, without "..".',
    )
  }
  return segments.length === 0 ? '.' : segments.join('/')
}

/** Paths in the order in which they were said, each once; with `.` among them it is the whole repository: none. */
export function pathsOf(tokens: readonly string[]): string[] {
  const paths = new Set(tokens.map(pathOf))
  return paths.has('.') ? [] : [...paths]
}
