import { existsSync, readFileSync } from 'node:fs'

interface Passed {
  readonly point: string
  readonly work?: string
  readonly step?: string
}

/** Steps that were finished more than once, from what the processes wrote down as they passed. */
export function doneTwice(record: string): string[] {
  if (!existsSync(record)) return []
  const times = new Map<string, number>()
  for (const line of readFileSync(record, 'utf8').split('\n')) {
    if (line === '') continue
    const { point, work, step } = JSON.parse(line) as Passed
    if (point !== 'step' && point !== 'saved') continue
    // Words that were shown are kept again where a step began anew; what they speak of is a step of its own.
    if (step?.startsWith('phase ')) continue
    const name = `${step ?? point} of ${work}`
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  return [...times].filter(([, many]) => many > 1).map(([name]) => `The step ${name} was finished twice.`)
}
