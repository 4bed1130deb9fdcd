import type { Program } from '../../source/program/program.ts'
import { type Access, accesses, type ReadThenWrite, tables } from '../../source/program/stores/index.ts'
import { outermost } from './writers.ts'

/** Whether the two steps are held together: by a transaction that isolates, a lock, or a check at the write. */
export function isIsolated(program: Program, { read, write }: ReadThenWrite): boolean {
  if (write.store === 'ecto') return isLockedRow(program, read, write) || locksBefore(program, write)
  // khepri_tx runs inside transactions alone.
  if (write.site.expr.module?.startsWith('khepri_tx')) return true
  if (isLocked(program, write)) return true
  const around = write.transaction
  return around?.all === true && around.kind !== 'mnesia-dirty' && around.kind !== 'ecto-checkout'
}

/** A transaction of PostgreSQL lets two read the same row; a row lock, an advisory lock or a version does not. */
function isLockedRow(program: Program, read: Access, write: Access): boolean {
  if (read.locking || write.transaction?.kind === 'advisory' || write.transaction?.kind === 'global')
    return true
  const schema = write.table?.name ? tables(program).schemas.get(write.table.name) : undefined
  return schema?.optimisticLock != null
}

/** A lock of `global` that was taken earlier in the same clause, and is let go later. */
function isLocked(program: Program, { site }: Access): boolean {
  const { expr, frame } = outermost(site)
  return program
    .callsOf('global', 'set_lock')
    .some((lock) => lock.frame.clause === frame.clause && lock.expr.end <= expr.start)
}

/** A row or name that is locked earlier in the same function makes callers wait for each other. */
function locksBefore(program: Program, write: Access): boolean {
  const { expr, frame } = outermost(write.site)
  return accesses(program).some(
    ({ locking, site }) => locking && site.frame.clause === frame.clause && site.expr.start < expr.start,
  )
}
