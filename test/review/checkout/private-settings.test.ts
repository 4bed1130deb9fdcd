import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'
import { parseAddress } from '../../../src/review/checkout/address.ts'
import { networkOf, pin } from '../../../src/review/checkout/network.ts'
import { authorityOf, readTokens, Tokens } from '../../../src/review/checkout/token.ts'
import { refusalOf } from './fixtures.ts'

const token = 'glpat-AbC_1.2-xyz'

function addressOf(url: string) {
  const address = parseAddress(url)
  if (typeof address === 'string') throw new Error(address)
  return address
}

describe('GIT_TOKENS', () => {
  test('is a token for a host, and a name where the forge wants one', () => {
    const tokens = readTokens(
      ` Git.Example.com = ${token}, git.example.com:8443=bot:${token},,10.0.0.5=a:b:c`,
    )
    const forUrl = (url: string) => tokens.for(authorityOf(addressOf(url)))
    expect([
      forUrl('https://git.example.com/a/b'),
      forUrl('https://git.example.com:443/a/b'),
      forUrl('https://git.example.com:8443/a/b'),
      forUrl('https://10.0.0.5/a/b'),
      forUrl('https://sub.git.example.com/a/b'),
      forUrl('https://example.com/a/b'),
      forUrl('https://git.example.com:444/a/b'),
    ]).toEqual([
      { user: 'x-access-token', token },
      { user: 'x-access-token', token },
      { user: 'bot', token },
      { user: 'a', token: 'b:c' },
      null,
      null,
      null,
    ])
  })

  test('is never shown: not by text, JSON or inspection of the settings', () => {
    const config = readConfig({ GIT_TOKENS: `git.example.com=${token}` })
    expect(config.network.tokens?.for('git.example.com')?.token).toBe(token)
    const { tokens } = config.network
    expect([`${tokens}`, JSON.stringify({ tokens }), inspect({ tokens })]).toEqual([
      '(hidden)',
      '{"tokens":"(hidden)"}',
      '{ tokens: (hidden) }',
    ])
    const shown = [JSON.stringify(config), inspect(config, { depth: null, showHidden: true })]
    expect(shown.join()).not.toContain(token)
  })

  test.each([
    [token, 'Entry 1 of GIT_TOKENS does not begin with a host.'],
    [`git.example.com=x,${token}`, 'Entry 2 of GIT_TOKENS does not begin with a host.'],
    [`https://git.example.com=${token}`, 'Entry 1 of GIT_TOKENS does not begin with a host.'],
    [`git.example.com/group=${token}`, 'Entry 1 of GIT_TOKENS does not begin with a host.'],
    [`${token}@git.example.com=x`, 'Entry 1 of GIT_TOKENS does not begin with a host.'],
    ['git.example.com=', 'The entry of git.example.com in GIT_TOKENS holds no token.'],
    [`git.example.com=${token} x`, 'The entry of git.example.com in GIT_TOKENS holds no token.'],
    [`git.example.com=a\nb:${token}`, 'The entry of git.example.com in GIT_TOKENS holds no token.'],
    [`git.example.com=x,GIT.example.com=${token}`, 'GIT_TOKENS names git.example.com twice.'],
  ])('%j is refused without a word of the token', async (setting, problem) => {
    const refused = await refusalOf(() => readConfig({ GIT_TOKENS: setting }))
    expect(refused).toContain(`configuration: ${problem} `)
    expect(refused).not.toContain(token)
  })
})

describe('PRIVATE_HOSTS', () => {
  const network = networkOf(['git.internal', '10.0.0.5'], new Tokens())

  test.each(['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fd12:3456::1', '93.184.215.14'])(
    'lets its host stand for %s',
    (address) => expect(network.allows(address, 'git.internal')).toBe(true),
  )

  test.each([
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '224.0.0.1',
    '198.18.0.1',
    '',
    'x',
  ])('never lets it stand for %j', (address) => expect(network.allows(address, 'git.internal')).toBe(false))

  test('lets no other host stand for a private address', () => {
    for (const host of ['git.other', 'sub.git.internal', 'internal', '']) {
      expect([host, network.allows('10.1.2.3', host)]).toEqual([host, false])
    }
  })

  test('git is held to the private address that was checked', async () => {
    const address = addressOf('https://git.internal/acme/shop')
    const resolving = { ...network, resolve: async () => ['10.1.2.3', 'fd12::1'] }
    expect(await pin(address, resolving)).toEqual(['http.curloptResolve=git.internal:443:10.1.2.3,[fd12::1]'])
    expect(
      await refusalOf(() =>
        pin(address, { ...resolving, ...networkOf([], new Tokens()), resolve: resolving.resolve }),
      ),
    ).toBe(
      'repository: git.internal stands for 10.1.2.3, which is not on the public internet. If it is a server of your own, name it in PRIVATE_HOSTS; or clone the repository yourself and give the path of the folder.',
    )
  })

  test.each(['https://git.internal', 'git.internal:8443', 'git.internal/x', 'git internal', '127.1'])(
    '%j is refused',
    async (setting) => {
      expect(await refusalOf(() => readConfig({ PRIVATE_HOSTS: `git.example.com,${setting}` }))).toBe(
        `configuration: PRIVATE_HOSTS has an entry that is no host name: \`${setting}\`. Write it as git.example.com,10.0.0.5: no scheme, no port.`,
      )
    },
  )
})
