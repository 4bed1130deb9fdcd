import { deployment } from '../../source/program/deployment/index.ts'
import { type KernelSetting, kernelSettings } from '../../source/program/deployment/settings/application.ts'
import type { Program } from '../../source/program/program.ts'
import type { Setting } from '../shape.ts'
import { places } from '../subject.ts'

/** Seconds within which a silent peer is taken for down: T - T/intensity to T + T/intensity (OTP kernel, net_ticktime). */
export interface Tick {
  readonly minS: number
  readonly maxS: number
  readonly ticktimeS: number
  readonly intensity: number
}

/** The value that wins in production; null where none is set. */
function inForce(program: Program, key: string): KernelSetting | null {
  const all = kernelSettings(program, key).filter(
    ({ environment, site }) => environment === 'production' && site.frame.file.pathClass !== 'test',
  )
  return all[0] ?? null
}

export function tickOf(program: Program): Tick {
  const number = (key: string, otherwise: number) => {
    const value = Number(inForce(program, key)?.value ?? Number.NaN)
    return Number.isFinite(value) && value > 0 ? value : otherwise
  }
  const ticktimeS = number('net_ticktime', 60)
  const intensity = number('net_tickintensity', 4)
  const part = ticktimeS / intensity
  return { minS: ticktimeS - part, maxS: ticktimeS + part, ticktimeS, intensity }
}

interface Known {
  readonly key: string
  /** The default of OTP, in words. */
  readonly otherwise: string
  meaning(value: string, program: Program): string
}

const known: readonly Known[] = [
  {
    key: 'net_ticktime',
    otherwise: '60',
    meaning: (_, program) => {
      const { minS, maxS } = tickOf(program)
      return `A peer that falls silent is taken for down after ${seconds(minS)} to ${seconds(maxS)} s; until then both sides of a cut see it. A closed connection is seen at once.`
    },
  },
  {
    key: 'net_tickintensity',
    otherwise: '4',
    meaning: (value) =>
      `${value} ticks in one net_ticktime: the bound above is that time plus or minus one ${value}th of it.`,
  },
  {
    key: 'connect_all',
    otherwise: 'true',
    meaning: (value) =>
      value === 'false'
        ? 'Nodes connect only where they are told to; :global does not keep names and locks for the whole cluster.'
        : 'Whoever connects to one node is connected to all: a full mesh.',
  },
  {
    key: 'prevent_overlapping_partitions',
    otherwise: 'true from OTP 25',
    meaning: (value) =>
      value === 'false'
        ? 'One lost link leaves partitions that overlap, in which :global is not consistent.'
        : 'One lost link makes :global cut further ones, so that partitions are fully connected: a healthy node may be dropped by others too.',
  },
  {
    key: 'dist_auto_connect',
    otherwise: 'on every use of a name',
    meaning: (value) =>
      value === 'never' || value === 'once'
        ? 'A node that was lost is not connected again by a message to it; something else has to.'
        : 'Any message to a node that was lost tries to connect again.',
  },
]

/** What governs how nodes see each other, as it is in force. */
export function settingsOf(program: Program): Setting[] {
  const found = known.map(({ key, otherwise, meaning }): Setting => {
    const set = inForce(program, key)
    const value = set ? (set.value ?? 'computed when it runs') : otherwise
    return {
      key,
      value: set ? value : `${otherwise} (default)`,
      set: set !== null,
      meaning: set && set.value === null ? 'Its value is not in what was read.' : meaning(value, program),
      evidence: set ? places([set.site]) : [],
    }
  })
  return [...found, timeWarp(program)]
}

function timeWarp(program: Program): Setting {
  const flag = deployment(program).flags.find(
    (each) => each.flag === '+C' && each.environment === 'production' && each.value !== null,
  )
  const meaning =
    'What system time does when the clock is corrected. It says nothing of the difference between two nodes.'
  if (flag)
    return {
      key: 'time warp mode',
      value: flag.value ?? '',
      set: true,
      meaning,
      evidence: places([flag.site]),
    }
  const version = deployment(program).tools.get('erlang')
  const major = version ? Number.parseInt(version.value, 10) : Number.NaN
  const value = Number.isFinite(major)
    ? major >= 26
      ? `multi_time_warp (default of OTP ${major}): system time may jump`
      : `no_time_warp (default of OTP ${major}): system time does not jump`
    : 'no_time_warp up to OTP 25, multi_time_warp from OTP 26 (default)'
  return {
    key: 'time warp mode',
    value,
    set: false,
    meaning,
    evidence: version ? places([version.site]) : [],
  }
}

function seconds(value: number): string {
  return String(Math.round(value * 10) / 10)
}
