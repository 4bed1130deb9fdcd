// Loaded before a program that is not ours: it listens on this machine alone, and whatever it would reach elsewhere
// refuses the connection.
import { Server, Socket } from 'node:net'

const local = new Set([undefined, null, '', 'localhost', '127.0.0.1', '::1'])
/** Nothing listens there. */
const refusing = { host: '127.0.0.1', port: 1 }

const listen = Server.prototype.listen
Server.prototype.listen = function onLoopback(port, ...others) {
  const callback = others.find((each) => typeof each === 'function')
  const number = typeof port === 'object' ? port.port : port
  return listen.call(this, number, '127.0.0.1', callback)
}

const connect = Socket.prototype.connect
Socket.prototype.connect = function toLoopback(...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given
  const host = typeof options === 'object' ? options.host : given[1]
  return local.has(host) ? connect.apply(this, given) : connect.call(this, refusing)
}
