/** Whether a path is kept from the model. */
export type Withheld = (path: string) => boolean

/**
 * `lib/billing/**, *.pem, config/prod.exs` as a test of paths: `**` crosses folders, `*` and `?` do not; a pattern
 * without a slash is a file's name anywhere, and a folder stands for everything in it.
 */
export function withheldBy(patterns: readonly string[]): Withheld {
  const tests = patterns.map(testOf)
  return (path) => tests.some((test) => test.test(path))
}

function testOf(pattern: string): RegExp {
  const trimmed = pattern.replace(/^\.?\/+|\/+$/g, '')
  const anywhere = trimmed.includes('/') ? '' : '(?:.*/)?'
  const body = trimmed.replace(/\*\*\/?|[*?]|[.+^${}()|[\]\\]/g, (sign) => {
    if (sign === '**/') return '(?:.*/)?'
    if (sign === '**') return '.*'
    if (sign === '*') return '[^/]*'
    return sign === '?' ? '[^/]' : `\\${sign}`
  })
  return new RegExp(`^${anywhere}${body}(?:/.*)?$`, 'i')
}
