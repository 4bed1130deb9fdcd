import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { Refusal } from '../refusal.ts'
import { type Address, parseAddress } from './address.ts'
import { quoted } from './refname.ts'
import type { Tokens } from './token.ts'

/** What a reading of a remote may reach, and what it may cost. */
export interface NetworkPolicy {
  /** Every address that the host name stands for; asked once, and git is held to the answer. */
  resolve(host: string): Promise<readonly string[]>
  /** Whether this IPv4 or IPv6 address may be connected to, as an address of that host. */
  allows(address: string, host: string): boolean
  /** How to sign in, by host; left out: nowhere. */
  readonly tokens?: Tokens
  /** Certificates to trust instead of the system's: a file in PEM form. */
  readonly caFile?: string
  /** Seconds for one exchange; LIMITS.fetchSeconds where it is left out. */
  readonly seconds?: number
  /** Bytes that one fetch may write; LIMITS.fetchBytes where it is left out. */
  readonly bytes?: number
}

// IANA's special-purpose registries; IPv6 is turned round, since only 2000::/3 is handed out.
const V4_SPECIAL = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
// Teredo, ORCHID, documentation and 6to4: the first and last carry an IPv4 address inside.
const V6_SPECIAL = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const special = new BlockList()
for (const [net, prefix] of V4_SPECIAL) special.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of V6_SPECIAL) special.addSubnet(net, prefix, 'ipv6')
const unicast = new BlockList()
unicast.addSubnet('2000::', 3, 'ipv6')

/** The default: the public internet and nothing of ours (private, loopback, link-local, CGNAT, multicast). */
export const publicInternet = {
  async resolve(host: string) {
    const answers = await lookup(host, { all: true, verbatim: true })
    return answers.map((answer) => answer.address)
  },
  allows(address: string) {
    if (isIPv4(address)) return !special.check(address, 'ipv4')
    return isIP(address) === 6 && unicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
  },
} satisfies NetworkPolicy

// What an organisation numbers its own machines with. Loopback and link-local, where this machine and a cloud's
// metadata service answer, are not among them.
const inHouse = new BlockList()
inHouse.addSubnet('10.0.0.0', 8, 'ipv4')
inHouse.addSubnet('100.64.0.0', 10, 'ipv4')
inHouse.addSubnet('172.16.0.0', 12, 'ipv4')
inHouse.addSubnet('192.168.0.0', 16, 'ipv4')
inHouse.addSubnet('fc00::', 7, 'ipv6')

function isInHouse(address: string): boolean {
  return inHouse.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/** The public internet, the private addresses of the hosts that are named and of no other, and their tokens. */
export function networkOf(privateHosts: readonly string[], tokens: Tokens): NetworkPolicy {
  const own = new Set(privateHosts)
  return {
    ...publicInternet,
    allows: (address, host) =>
      publicInternet.allows(address) || (own.has(host) && isIP(address) !== 0 && isInHouse(address)),
    tokens,
  }
}

/** Reads `host,host` of PRIVATE_HOSTS. Throws Refusal('configuration'). */
export function readPrivateHosts(setting: string): string[] {
  const hosts: string[] = []
  for (const entry of setting.split(',')) {
    const host = entry.trim().toLowerCase()
    if (host === '') continue
    const address = parseAddress(`https://${host}/x`)
    if (typeof address === 'string' || address.host !== host) {
      const problem = `PRIVATE_HOSTS has an entry that is no host name: ${quoted(host)}.`
      throw new Refusal('configuration', problem, 'Write it as git.example.com,10.0.0.5: no scheme, no port.')
    }
    hosts.push(host)
  }
  return hosts
}

/**
 * Resolves the host once and returns the git settings that hold git to what was checked. One address that is not
 * allowed refuses them all: a name with two answers could otherwise be asked until the other one comes.
 * Throws Refusal('repository').
 */
export async function pin(address: Address, policy: NetworkPolicy): Promise<string[]> {
  const settings = policy.caFile ? [`http.sslCAInfo=${policy.caFile}`] : []
  let addresses: readonly string[]
  try {
    addresses = isIP(address.host) ? [address.host] : await policy.resolve(address.host)
  } catch (cause) {
    throw unknownHost(address.host, { cause })
  }
  if (addresses.length === 0) throw unknownHost(address.host)
  for (const one of addresses) {
    if (isIP(one) !== 0 && policy.allows(one, address.host)) continue
    throw new Refusal(
      'repository',
      `${address.host} stands for ${isIP(one) ? one : 'something that is no address'}, which is not on the public internet.`,
      isIP(one) && isInHouse(one)
        ? 'If it is a server of your own, name it in PRIVATE_HOSTS; or clone the repository yourself and give the path of the folder.'
        : 'Clone the repository yourself and give the path of the folder.',
    )
  }
  if (isIP(address.host)) return settings
  const pinned = addresses.map((one) => (isIP(one) === 6 ? `[${one}]` : one)).join(',')
  return [...settings, `http.curloptResolve=${address.host}:${address.port}:${pinned}`]
}

function unknownHost(host: string, options?: ErrorOptions): Refusal {
  const next = 'Check the spelling of the address and the connection of this machine.'
  return new Refusal('repository', `The host ${host} cannot be found.`, next, options)
}
