import type { Answer, DataKind, DimensionKey, Profile } from '../profile.ts'

interface Implied {
  readonly key: DimensionKey
  readonly value: Answer
  readonly because: string
}

/** What follows from answers that are there, so that it need not be asked: it counts until somebody says otherwise. */
export function impliedBy(known: Partial<Profile>): Implied[] {
  const found: Implied[] = []
  const add = (key: DimensionKey, value: Answer, because: string) => {
    if (known[key] === undefined) found.push({ key, value, because })
  }
  if (known.conflict === 'reject') {
    add(
      'consistency',
      2,
      'one of two writes can only be refused where a read decides the write, so at least 2',
    )
  }
  if (known.offline === 2) {
    add('availability', 2, 'a client that writes offline is a side of its own, and must accept writes')
    add('regions', 3, 'clients that work offline are at the far end of the internet')
  }
  if (known.data === 'lock' || known.data === 'leader') {
    add('offline', 0, `a ${known.data} that is held offline excludes nobody`)
  }
  return found
}

/** What is usual for a kind of data: stands in where nobody answered, and every other value is tried as well. */
const usual: Readonly<Record<DataKind, Partial<Profile>>> = {
  register: {},
  map: { conflict: 'merge' },
  set: { consistency: 0, conflict: 'merge' },
  counter: { consistency: 0, contention: 2, durability: 0, mix: 'write' },
  bounded: { consistency: 2, conflict: 'reject', contention: 2 },
  lock: { consistency: 2, conflict: 'reject' },
  leader: { consistency: 2, conflict: 'reject', durability: 1 },
  queue: { consistency: 2, conflict: 'reject', contention: 2, mix: 'write' },
  order: { consistency: 2, conflict: 'merge', contention: 2 },
  text: { conflict: 'merge', contention: 2, mix: 'write' },
  presence: { consistency: 0, conflict: 'merge', availability: 2, durability: 0, mix: 'write' },
  ledger: { consistency: 3, conflict: 'reject', durability: 3 },
}

/** The usual answers for a kind of data; nothing where the kind is not known. */
export function usualFor(data: DataKind | undefined): Partial<Profile> {
  return data === undefined ? {} : usual[data]
}
