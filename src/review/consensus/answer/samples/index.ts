import type { OptionId } from '../../options.ts'
import type { DataKind } from '../../profile.ts'
import type { Implementation, Implementations } from '../implementation.ts'
import { clientCrdt } from './client-crdt.ts'
import { eventSourcing, sagaOutbox, singleDb } from './databases.ts'
import { global } from './global.ts'
import { khepri } from './khepri.ts'
import { lww } from './lww.ts'
import { mnesiaMajority } from './mnesia.ts'
import { postgres } from './postgres.ts'
import { ra } from './ra.ts'
import { deltaCrdt, horde, tracker } from './replicated.ts'
import { etcd, paxos, redis } from './services.ts'

export const implementations: Readonly<Record<OptionId, Implementations>> = {
  ra,
  khepri,
  delta_crdt: deltaCrdt,
  horde,
  tracker,
  lww,
  mnesia_majority: mnesiaMajority,
  global,
  postgres,
  etcd,
  redis,
  single_db: singleDb,
  event_sourcing: eventSourcing,
  saga_outbox: sagaOutbox,
  paxos,
  client_crdt: clientCrdt,
}

/** How an option is built for this kind of data. */
export function implementationOf(id: OptionId, data: DataKind): Implementation {
  const { usual, of } = implementations[id]
  return { ...usual, ...of?.[data] }
}
