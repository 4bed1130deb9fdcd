/** Until `restore`, a fetch that would leave this machine rejects, and its address goes to `refused`. */
export function loopbackOnly(refused: (address: string) => void): { restore(): void } {
  const open = globalThis.fetch
  const guarded: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.hostname === '127.0.0.1' || url.hostname === 'localhost') return open(input, init)
    refused(url.href)
    return Promise.reject(new Error(`A test may not reach ${url.host}.`))
  }
  globalThis.fetch = guarded
  return {
    restore() {
      if (globalThis.fetch === guarded) globalThis.fetch = open
    },
  }
}
