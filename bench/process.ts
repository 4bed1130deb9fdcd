import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** One run of a program, from its start to its end. */
export interface Run {
  /** Seconds on the clock on the wall. */
  readonly wall: number
  /** Seconds of processor time of all its threads, to a hundredth; null where the system does not tell. */
  readonly cpu: number | null
  /** Largest resident memory in MiB; null where the system does not tell. */
  readonly peak: number | null
  readonly stdout: string
}

/** Milliseconds between two looks at a running program. */
const interval = 20
/** Clock ticks a second in /proc, on every Linux. */
const ticks = 100

/**
 * Runs a program to its end, with what it prints kept or thrown away. Its memory and processor time are those that
 * /proc last told while it ran. Throws an Error with its stderr where it ends with any other code than 0.
 */
export async function measure(
  command: string,
  args: readonly string[],
  printed: 'keep' | 'drop' = 'drop',
): Promise<Run> {
  const began = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', printed === 'keep' ? 'pipe' : 'ignore', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8')
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-2000)
  })
  let seen = look(child.pid)
  const watch = setInterval(() => {
    seen = look(child.pid) ?? seen
  }, interval)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    const wall = (performance.now() - began) / 1000
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr}`)
    return { wall, cpu: seen?.cpu ?? null, peak: seen?.peak ?? null, stdout }
  } finally {
    clearInterval(watch)
  }
}

function look(pid: number | undefined): { cpu: number; peak: number } | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (peak === undefined) return null
    return { cpu: (Number(fields[11]) + Number(fields[12])) / ticks, peak: Number(peak) / 1024 }
  } catch {
    return null
  }
}

/** Whether a program can be started. */
export async function isInstalled(command: string): Promise<boolean> {
  return measure(command, ['--version']).then(
    () => true,
    () => false,
  )
}
