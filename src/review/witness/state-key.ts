/**
 * One text for one state (plain data): fields in order of their names, so that states that are built in another order
 * are one. Written out, not `JSON.stringify` with a replacer: keys are most of what a search spends its time on.
 */
export function keyOf(state: unknown): string {
  if (typeof state === 'number' || typeof state === 'boolean') return String(state)
  if (state === null || typeof state !== 'object') return JSON.stringify(state) ?? 'undefined'
  if (Array.isArray(state)) return `[${state.map(keyOf).join()}]`
  const fields = state as Readonly<Record<string, unknown>>
  const written = Object.keys(fields)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${keyOf(fields[name])}`)
  return `{${written.join()}}`
}
