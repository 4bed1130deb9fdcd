import type { Rule } from '../rule.ts'
import crdtGuardsInvariant from './crdt-guards-invariant/rule.ts'
import crdtLwwByVmAge from './crdt-lww-by-vm-age/rule.ts'
import crdtNeighboursOneWay from './crdt-neighbours-one-way/rule.ts'
import crdtNeighboursOverwritten from './crdt-neighbours-overwritten/rule.ts'
import crdtNotDurable from './crdt-not-durable/rule.ts'
import crdtTypeMissing from './crdt-type-missing/rule.ts'
import crdtValueReadModifyWrite from './crdt-value-read-modify-write/rule.ts'

/** In the order of the catalogue. */
export const crdt: readonly Rule[] = [
  crdtNeighboursOverwritten,
  crdtNeighboursOneWay,
  crdtTypeMissing,
  crdtGuardsInvariant,
  crdtValueReadModifyWrite,
  crdtLwwByVmAge,
  crdtNotDurable,
]
