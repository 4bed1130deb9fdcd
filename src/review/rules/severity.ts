import type { Severity } from '../report.ts'
import type { Frame } from '../source/program/program.ts'
import { anyOf, split } from '../source/program/words.ts'

const up: Record<Severity, Severity> = { minor: 'important', important: 'critical', critical: 'critical' }
const down: Record<Severity, Severity> = { critical: 'important', important: 'minor', minor: 'minor' }

/** What is not the running service is a step less severe. */
export function lowered(severity: Severity): Severity {
  return down[severity]
}

/** Money, stock and what is booked: words that name little else. */
const precious: ReadonlySet<string> = new Set([
  'payment',
  'charge',
  'refund',
  'invoice',
  'billing',
  'ledger',
  'wallet',
  'balance',
  'payout',
  'withdrawal',
  'deposit',
  'stock',
  'inventory',
  'reservation',
  'booking',
  'seat',
  'voucher',
])

/** A step more severe where the module, the function or what `more` names is about money, stock or bookings. */
export function severityAt({ module, fn }: Frame, severity: Severity, ...more: readonly string[]): Severity {
  const names = [module?.name ?? '', fn?.name ?? '', ...more]
  return names.some((name) => anyOf(new Set(split(name)), precious)) ? up[severity] : severity
}
