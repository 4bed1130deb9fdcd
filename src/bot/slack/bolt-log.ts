import { type Logger as BoltLogger, LogLevel } from '@slack/bolt'
import type { Logger } from 'pino'

/** Bolt's warnings and errors as lines of our log; what is below them is Bolt's own affair and is dropped. */
export function boltLog(log: Logger): BoltLogger {
  return {
    debug() {},
    info() {},
    warn: (...said: unknown[]) => log.warn({ from: 'bolt' }, said.map(String).join(' ')),
    error: (...said: unknown[]) => log.error({ from: 'bolt' }, said.map(String).join(' ')),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
