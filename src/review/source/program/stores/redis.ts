import type { Call, Expr } from '../../form.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import type { Operation } from './access.ts'

/** Where the connection and the command stand in the calls of each client; `many`: a list of commands. */
const clients: readonly {
  readonly module: string
  readonly name: string
  readonly connection: number
  readonly command: number
  readonly many?: true
}[] = [
  { module: 'Redix', name: 'command', connection: 0, command: 1 },
  { module: 'Redix', name: 'command!', connection: 0, command: 1 },
  { module: 'Redix', name: 'noreply_command', connection: 0, command: 1 },
  { module: 'Redix', name: 'noreply_command!', connection: 0, command: 1 },
  { module: 'Redix', name: 'pipeline', connection: 0, command: 1, many: true },
  { module: 'Redix', name: 'pipeline!', connection: 0, command: 1, many: true },
  { module: 'Redix', name: 'noreply_pipeline', connection: 0, command: 1, many: true },
  { module: 'Redix', name: 'transaction_pipeline', connection: 0, command: 1, many: true },
  { module: 'Redix', name: 'transaction_pipeline!', connection: 0, command: 1, many: true },
  { module: 'eredis', name: 'q', connection: 0, command: 1 },
  { module: 'eredis', name: 'q_noreply', connection: 0, command: 1 },
  { module: 'eredis', name: 'qp', connection: 0, command: 1, many: true },
  { module: 'eredis_cluster', name: 'q', connection: -1, command: 0 },
  { module: 'eredis_cluster', name: 'qp', connection: -1, command: 0, many: true },
]

/** https://redis.io/docs/latest/commands/ ; the key is the first argument where there is one. */
const commands: Readonly<Record<string, Operation>> = {
  GET: 'read',
  MGET: 'read',
  HGET: 'read',
  HMGET: 'read',
  HGETALL: 'read',
  EXISTS: 'read',
  HEXISTS: 'read',
  TTL: 'read',
  PTTL: 'read',
  SISMEMBER: 'read',
  SMEMBERS: 'read',
  SCARD: 'aggregate',
  ZSCORE: 'read',
  ZRANGE: 'read',
  ZCARD: 'aggregate',
  LRANGE: 'read',
  LLEN: 'aggregate',
  KEYS: 'scan',
  SCAN: 'scan',
  SET: 'write',
  SETEX: 'write',
  PSETEX: 'write',
  MSET: 'write',
  HSET: 'write',
  HMSET: 'write',
  SADD: 'insert',
  ZADD: 'insert',
  LPUSH: 'insert',
  RPUSH: 'insert',
  XADD: 'insert',
  SETNX: 'insert-new',
  HSETNX: 'insert-new',
  GETSET: 'update-atomic',
  GETDEL: 'update-atomic',
  INCR: 'update-atomic',
  INCRBY: 'update-atomic',
  INCRBYFLOAT: 'update-atomic',
  DECR: 'update-atomic',
  DECRBY: 'update-atomic',
  HINCRBY: 'update-atomic',
  HINCRBYFLOAT: 'update-atomic',
  ZINCRBY: 'update-atomic',
  LPOP: 'update-atomic',
  RPOP: 'update-atomic',
  SPOP: 'update-atomic',
  EVAL: 'update-atomic',
  EVALSHA: 'update-atomic',
  DEL: 'delete',
  UNLINK: 'delete',
  HDEL: 'delete',
  SREM: 'delete',
  ZREM: 'delete',
  FLUSHDB: 'clear',
  FLUSHALL: 'clear',
  EXPIRE: 'expire',
  PEXPIRE: 'expire',
  EXPIREAT: 'expire',
  PEXPIREAT: 'expire',
  PERSIST: 'expire',
  WATCH: 'lock',
  MULTI: 'transaction',
  EXEC: 'transaction',
  PUBLISH: 'publish',
  SUBSCRIBE: 'subscribe',
}

export interface RedisCommand {
  readonly site: Site<Call>
  /** Upper case. */
  readonly command: string
  readonly operation: Operation
  readonly connection: Site | null
  readonly key: Site | null
  readonly value: Site | null
  /** Its words that are spelled out, the name and the key left out, in upper case: NX, PX, a number as text. */
  readonly words: readonly string[]
}

/** Every command that is sent to Redis and spelled out; those of a pipeline one by one. */
export function redisCommands(program: Program): readonly RedisCommand[] {
  const found: RedisCommand[] = []
  for (const { module, name, connection, command, many } of clients) {
    for (const site of program.callsOf(module, name)) {
      const arg = site.expr.args[command]
      if (!arg) continue
      const at = site.expr.args[connection]
      const through: Site | null = at ? { expr: at, frame: site.frame } : null
      for (const origin of origins(program, { expr: arg, frame: site.frame })) {
        if (origin.expr.kind !== 'list') continue
        const lists = many ? origin.expr.items : [origin.expr]
        for (const list of lists) {
          const read = readCommand(site, through, { expr: list, frame: origin.frame })
          if (read) found.push(read)
        }
      }
    }
  }
  return found
}

function readCommand(site: Site<Call>, connection: Site | null, list: Site): RedisCommand | null {
  if (list.expr.kind !== 'list') return null
  const { frame } = list
  const [head, ...rest] = list.expr.items
  const command = head?.kind === 'text' ? head.value?.toUpperCase() : undefined
  const known = command === undefined ? undefined : commands[command]
  if (!command || !known) return null
  const words = rest.map((part) => (part.kind === 'text' ? part.value?.toUpperCase() : undefined))
  const operation = command === 'SET' && words.includes('NX') ? 'insert-new' : known
  // EVAL script numkeys key …
  const keyAt = command === 'EVAL' || command === 'EVALSHA' ? 2 : 0
  const key = rest[keyAt]
  const value = rest[command === 'SETEX' || command === 'PSETEX' ? 2 : keyAt + 1]
  const sited = (expr: Expr | undefined) => (expr ? { expr, frame } : null)
  return {
    site,
    command,
    operation,
    connection,
    key: sited(key),
    value: sited(value),
    words: words.flatMap((word) => word ?? []),
  }
}

/** The literal beginning of a key: `lock:` of `"lock:#{id}"`; empty where it begins with a value. */
export function keyPrefix(program: Program, key: Site): string {
  const [origin] = origins(program, key)
  let expr = origin?.expr
  while (expr) {
    if (expr.kind === 'text' && expr.value !== null) return expr.value
    if (expr.kind === 'text') expr = expr.parts[0]
    else if (expr.kind === 'op' && (expr.op === '<>' || expr.op === '++')) expr = expr.args[0]
    else if (expr.kind === 'list' || expr.kind === 'binary') expr = expr.items[0]
    else return ''
  }
  return ''
}
