import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { Refusal } from '../refusal.ts'
import type { Address } from './address.ts'

/** What a reading of a remote may reach, and what it may cost. */
export interface NetworkPolicy {
  /** Every address that the host name stands for; asked once, and git is held to the answer. */
  resolve(host: string): Promise<readonly string[]>
  /** Whether this IPv4 or IPv6 address may be connected to. */
  allows(address: string): boolean
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
export const publicInternet: NetworkPolicy = {
  async resolve(host) {
    const answers = await lookup(host, { all: true, verbatim: true })
    return answers.map((answer) => answer.address)
  },
  allows(address) {
    if (isIPv4(address)) return !special.check(address, 'ipv4')
    return isIP(address) === 6 && unicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
  },
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
    if (isIP(one) !== 0 && policy.allows(one)) continue
    throw new Refusal(
      'repository',
      `${address.host} stands for ${isIP(one) ? one : 'something that is no address'}, which is not on the public internet.`,
      'Clone the repository yourself and give the path of the folder.',
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
