/**
 * Stores: who reads and writes which table by which key, in what protection. Each is computed when first asked for.
 */
export type { Access } from './access.ts'
export { isWrite } from './access.ts'
export { accesses } from './accesses.ts'
export { derivesFrom } from './derives.ts'
export { advisoryLocks } from './locks.ts'
export { type Owner, ownerOf } from './owner.ts'
export { keyPrefix, type RedisCommand, redisCommands } from './redis.ts'
export { runsIn } from './runs-in.ts'
export { sameKey } from './same-key.ts'
export { type ReadThenWrite, readThenWrite } from './sequences.ts'
export { tables } from './tables.ts'
export { type Transaction, transactionOf } from './transactions.ts'
