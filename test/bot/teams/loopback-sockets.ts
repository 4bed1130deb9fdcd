import { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

const local = new Set([undefined, 'localhost', '127.0.0.1', '::1'])

/** Hosts beyond this machine that this process connects to until the test ends. */
export function hostsBeyond(): readonly string[] {
  const hosts: string[] = []
  const connect = Socket.prototype.connect as (...given: unknown[]) => Socket
  const watched = function toHost(this: Socket, ...given: unknown[]): Socket {
    const [options] = [given[0]].flat() as [{ host?: string } | undefined]
    if (typeof options === 'object' && !local.has(options.host)) hosts.push(options.host ?? '')
    return connect.apply(this, given)
  }
  Object.assign(Socket.prototype, { connect: watched })
  onTestFinished(() => {
    Object.assign(Socket.prototype, { connect })
  })
  return hosts
}
