import { terminalText } from '../blocks/escape.ts'
import type { Check } from './doctor/check.ts'

/** Looks at everything that the settings speak of. Checks that need other rooms come from src/doctor.ts. */
export type Doctor = (environment: Readonly<Record<string, string | undefined>>) => Promise<readonly Check[]>

const marks = { ok: '✓', failed: '✗', off: '–' } as const

export function printChecks(checks: readonly Check[], format: 'terminal' | 'json'): string {
  if (format === 'json') return `${JSON.stringify({ ok: isWell(checks), checks }, null, 2)}\n`
  const width = Math.max(0, ...checks.map(({ name }) => name.length))
  const lines: string[] = []
  for (const { name, state, said, next } of checks) {
    lines.push(
      `${marks[state]} ${name.padEnd(width)}  ${terminalText(said)}${next ? ` ${terminalText(next)}` : ''}\n`,
    )
  }
  return lines.join('')
}

/** Nothing that is configured is at fault. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({ state }) => state !== 'failed')
}
