import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSource } from '../../../src/review/checkout/index.ts'
import { refusalOf } from './fixtures.ts'

describe('an address or a path becomes a source', () => {
  test.each([
    ['https://github.com/acme/shop', 'acme/shop', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'acme/shop', 'https://github.com/acme/shop.git'],
    ['https://GitHub.com/acme/Shop/', 'acme/Shop', 'https://github.com/acme/Shop'],
    ['https://gitlab.com/group/team/shop', 'group/team/shop', 'https://gitlab.com/group/team/shop'],
    [
      'https://git.example.test:8443/acme/.github',
      'acme/.github',
      'https://git.example.test:8443/acme/.github',
    ],
    ['https://git.example.test:443/shop', 'shop', 'https://git.example.test/shop'],
  ])('%s', (text, name, url) => {
    expect(parseSource(text, 'configuration')).toEqual({ kind: 'remote', name, url })
  })

  test.each([
    ['/srv/git/shop.git', 'shop', '/srv/git/shop.git'],
    ['/srv/shop/.git', 'shop', '/srv/shop/.git'],
    ['/srv/my shop/', 'my shop', '/srv/my shop'],
    ['examples/shop', 'shop', resolve('examples/shop')],
    ['./-u', '-u', resolve('-u')],
  ])('%s', (text, name, path) => {
    expect(parseSource(text, 'command-line')).toEqual({ kind: 'local', name, path })
  })

  test('a given name stands in for the default', () => {
    const source = parseSource('https://github.com/acme/shop', 'configuration', 'the shop')
    expect(source).toEqual({ kind: 'remote', name: 'the shop', url: 'https://github.com/acme/shop' })
  })
})

const NEXT = 'Give an address such as https://host/owner/name, or the path of a folder, on the command line.'

describe('what could reach another transport or be taken for an option is refused', () => {
  test.each([
    // CVE-2022-24433, CVE-2022-25912, CVE-2026-28292: remote helpers and options in place of an address.
    ['ext::sh -c touch% /tmp/x', '`ext::sh -c touch% /tmp/x` is not read: only https is, never ext.'],
    ['fd::17/foo', '`fd::17/foo` is not read: only https is, never fd.'],
    ['file:///etc', '`file:///etc` is not read: only https is, never file.'],
    ['ssh://-oProxyCommand=x/y', '`ssh://-oProxyCommand=x/y` is not read: only https is, never ssh.'],
    ['git://host/a/b', '`git://host/a/b` is not read: only https is, never git.'],
    ['http://host/a/b', '`http://host/a/b` is not read: only https is, never http.'],
    ['git@github.com:acme/shop', '`…@github.com:acme/shop` is an ssh address, which is not read.'],
    ['-u touch', '`-u touch` begins with a dash, so it could be taken for an option.'],
    ['--upload-pack=x', '`--upload-pack=x` begins with a dash, so it could be taken for an option.'],
    ['-c', '`-c` begins with a dash, so it could be taken for an option.'],
    ['--config-env=a=b', '`--config-env=a=b` begins with a dash, so it could be taken for an option.'],
    ['--template=/x', '`--template=/x` begins with a dash, so it could be taken for an option.'],
    ['/srv/a\0b', '`/srv/a\\u0000b` holds a control character or a line break.'],
    ['https://host/a\r\nHost: b', '`https://host/a\\r\\nHost: b` holds a control character or a line break.'],
    ['  ', 'No repository was named.'],
  ])('%j', async (text, problem) => {
    expect(await refusalOf(() => parseSource(text, 'command-line'))).toBe(`repository: ${problem} ${NEXT}`)
  })

  test.each([
    ['https://host/a/b?x=1', 'holds a query or a fragment'],
    ['https://host/a/b#x', 'holds a query or a fragment'],
    ['https://host/', 'names no repository after the host'],
    ['https:/host/a', 'does not begin with https://'],
    ['https:///a/b', 'has no valid host name'],
    ['https://-host/a', 'has no valid host name'],
    ['https://[::1]/a/b', 'has no valid host name'],
    ['https://2130706433/a/b', 'has no valid host name'],
    ['https://0x7f.1/a/b', 'has no valid host name'],
    ['https://127.1/a/b', 'has no valid host name'],
    ['https://host:0/a', 'has no valid port'],
    ['https://host:99999/a', 'has no valid port'],
    ['https://host/a b', 'holds a control character, a line break or a space'],
    ['https://host/a/../b', 'has a path segment with characters outside letters, digits and ._~+-'],
    ['https://host/a/-b', 'has a path segment with characters outside letters, digits and ._~+-'],
    ['https://host/a%2e', 'has a path segment with characters outside letters, digits and ._~+-'],
    ['https://host//a', 'has a path segment with characters outside letters, digits and ._~+-'],
  ])('%s', async (text, reason) => {
    const expected = `repository: \`${text}\` cannot be read from: it ${reason}. ${NEXT}`
    expect(await refusalOf(() => parseSource(text, 'command-line'))).toBe(expected)
  })

  test('an address over 2,048 bytes', async () => {
    const refused = await refusalOf(() => parseSource(`https://host/${'a'.repeat(2048)}`, 'command-line'))
    expect(refused).toMatch(/cannot be read from: it is longer than 2,048 bytes\./)
  })

  test('a password in an address is refused and not repeated', async () => {
    const refused = await refusalOf(() =>
      parseSource('https://ana:s3cret@github.com/acme/shop', 'command-line'),
    )
    const problem = '`…@github.com/acme/shop` cannot be read from: it holds a user name or password.'
    expect(refused).toBe(`repository: ${problem} ${NEXT}`)
  })
})
