/** Addresses of one card, numbered from 1 in order of first use. */
export interface Links {
  /** The number of an address. */
  numberOf(address: string): number
  /** `[1] https://…`, one a line. */
  lines(): string[]
}

export function createLinks(): Links {
  const addresses: string[] = []
  return {
    numberOf(address) {
      const known = addresses.indexOf(address)
      return known === -1 ? addresses.push(address) : known + 1
    },
    lines: () => addresses.map((address, at) => `[${at + 1}] ${address}`),
  }
}
