import { inOrder } from '../in-order.ts'
import { mnesiaTables } from '../rules/mnesia/replication.ts'
import { remoteCalls, targetsOwnNode } from '../rules/remote-calls/remote-call.ts'
import { symbolOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'
import { type Access, accesses, isWrite } from '../source/program/stores/index.ts'
import { type Choice, libraryCalls } from './library-calls.ts'
import type { Sections } from './shape.ts'
import { isReviewed, places, type Subject } from './subject.ts'

interface Told {
  readonly datum: string
  readonly through: string
  readonly choice: Choice
  readonly site: Site
}

/** More than this is a table that nobody reads: the others are counted. */
const most = 250

/** What each operation on data that nodes share does in a partition, and what it trades in normal times. */
export function operations({ program }: Subject): Pick<Sections, 'operations' | 'unknowns'> {
  const groups = new Map<string, Told[]>()
  for (const told of [...ofStores(program), ...ofLibraries(program), ...ofRemoteCalls(program)]) {
    if (!isReviewed(told.site)) continue
    const key = `${nameOf(told.site)}\n${told.datum}\n${told.through}\n${told.choice.inPartition}`
    const known = groups.get(key)
    if (known) known.push(told)
    else groups.set(key, [told])
  }
  const all = [...groups]
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap(([, group]) => {
      const [first] = group
      if (!first) return []
      const { datum, through, choice, site } = first
      return [
        {
          name: nameOf(site),
          datum,
          through,
          ...choice,
          evidence: places(
            group.map((one) => one.site),
            2,
          ),
        },
      ]
    })
  const left = all.length - most
  return {
    operations: all.slice(0, most),
    unknowns:
      left > 0
        ? [
            {
              what: `${left} of ${all.length} operations`,
              because: `${most} are listed: name a path to see the others.`,
            },
          ]
        : [],
  }
}

function nameOf({ frame }: Site): string {
  return symbolOf(frame) ?? frame.file.path
}

function ofStores(program: Program): Told[] {
  const reach = new Map(mnesiaTables(program).map((table) => [table.name, table]))
  return accesses(program).flatMap((access): Told[] => {
    const { store, table, site, operation } = access
    const writes = isWrite(access)
    if (!writes && !['read', 'scan', 'aggregate'].includes(operation)) return []
    const does = writes ? 'write' : 'read'
    const through = `${site.expr.module}:${site.expr.name}/${site.expr.args.length}`
    const datum = table?.name ?? 'a name that is computed'
    const choice =
      store === 'mnesia'
        ? ofMnesia(access, reach.get(table?.name ?? null) ?? null, does)
        : store === 'ecto' || store === 'redis'
          ? { ...outside[store], does }
          : null
    return choice ? [{ datum, through, choice: choice as Choice, site }] : []
  })
}

const outside = {
  ecto: {
    consistency: 'transactional',
    inPartition: 'one-side',
    otherwise: 'consistency',
    because:
      "The side that reaches the database goes on; the other gets errors. Isolation is the database's default.",
  },
  redis: {
    consistency: 'unknown',
    inPartition: 'one-side',
    otherwise: 'latency',
    because: 'The side that reaches the primary goes on; its replication is asynchronous.',
  },
} as const

function ofMnesia(
  { dirty, transaction }: Access,
  table: { readonly reach: string; readonly majority: boolean | null } | null,
  does: 'read' | 'write',
): Choice | null {
  // A table of one node has no partition.
  if (table?.reach === 'local') return null
  // Without a transaction around it Mnesia refuses what is not dirty: its opener is somewhere up the callers.
  if (dirty || transaction?.kind === 'mnesia-dirty') {
    return does === 'read'
      ? {
          does,
          consistency: 'eventual',
          inPartition: 'all-sides',
          otherwise: 'latency',
          because: 'A dirty read takes one copy as it is.',
        }
      : {
          does,
          consistency: 'none',
          inPartition: 'all-sides',
          otherwise: 'latency',
          because: 'A dirty write goes through without a majority, and copies are not merged after a cut.',
        }
  }
  if (table?.majority === true)
    return does === 'write'
      ? {
          does,
          consistency: 'transactional',
          inPartition: 'majority-only',
          otherwise: 'consistency',
          because: '`majority` is set: without it the transaction aborts with no_majority.',
        }
      : {
          does,
          consistency: 'transactional',
          inPartition: 'all-sides',
          otherwise: 'consistency',
          because: '`majority` is checked for updates: a read takes a copy that may be old.',
        }
  return table?.majority === false
    ? {
        does,
        consistency: 'transactional',
        inPartition: 'all-sides',
        otherwise: 'consistency',
        because: '`majority` is not set: each side goes on with the copies that it has.',
      }
    : {
        does,
        consistency: 'transactional',
        inPartition: 'unknown',
        otherwise: 'consistency',
        because: 'Whether `majority` is set for the table was not found.',
      }
}

function ofLibraries(program: Program): Told[] {
  return Object.entries(libraryCalls).flatMap(([key, { datum, ...choice }]) => {
    const [module = '', name = ''] = key.split(':')
    return program
      .callsOf(module, name)
      .map((site): Told => ({ datum, through: `${key}/${site.expr.args.length}`, choice, site }))
  })
}

function ofRemoteCalls(program: Program): Told[] {
  return remoteCalls(program)
    .filter((call) => (call.kind === 'call' || call.kind === 'multicall') && !targetsOwnNode(program, call))
    .map(({ site, arity }) => ({
      datum: 'work on another node',
      through: `${site.expr.module}:${site.expr.name}/${arity}`,
      choice: {
        does: 'remote-call',
        consistency: 'unknown',
        inPartition: 'refuses',
        otherwise: 'unknown',
        because:
          'A node that cannot be reached is an error; after a time-out or a lost connection the function may or may not have run.',
      },
      site,
    }))
}
