import type {
  Access,
  Owner,
  ReadThenWrite,
  Transaction,
} from '../../../../../src/review/source/program/stores/index.ts'
import { shown } from '../build.ts'

type Sited = Parameters<typeof shown>[0]

function code(site: Sited | null): string {
  return site ? shown(site).replace(/^\S+ /, '') : '-'
}

/** `line store operation[ dirty][ locking] table key value`. */
export function written(access: Access): string {
  const { site, store, operation, dirty, locking, table, key, value } = access
  const line = /:(\d+) /.exec(shown(site))?.[1]
  const marks = `${dirty ? ' dirty' : ''}${locking ? ' locking' : ''}`
  return `${line} ${store} ${operation}${marks} | ${table?.id ?? '-'} | ${code(key)} | ${code(value)}`
}

export function writtenTransaction(transaction: Transaction | null): string {
  if (!transaction) return '-'
  const { kind, via, all, site } = transaction
  return `${kind} ${via}${all ? '' : ' (not all)'} ${code(site).split('(')[0]}`
}

export function writtenOwner({ owner, module, reasons }: Owner): string {
  return [owner, module ?? '-', ...reasons.map(code)].join(' | ')
}

export function writtenSequence({ read, write, computed, condition }: ReadThenWrite): string {
  return `${code(read.site)} -> ${code(write.site)}${computed ? ' computed' : ''}${condition ? ` if ${code(condition)}` : ''}`
}
