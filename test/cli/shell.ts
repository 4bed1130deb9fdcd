import { run, type Terminal } from '../../src/cli/run.ts'

type Shell = (...words: string[]) => Promise<{ code: number; out: string; err: string }>

/** Runs command lines in this process and returns what they printed; nothing of the environment is known. */
export const shell: Shell = (...words) => shellOf({})(...words)

export function shellOf(
  terminal: Partial<Pick<Terminal, 'environment' | 'examine' | 'fetch' | 'keeping'>>,
): Shell {
  return async (...words) => {
    let out = ''
    let err = ''
    const code = await run(words, {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      color: false,
      width: 100,
      watched: false,
      environment: {},
      examine: async () => [],
      keeping: () => Promise.reject(new Error('No database was to be opened.')),
      ...terminal,
      clock: Date.now,
      signal: new AbortController().signal,
    })
    return { code, out, err }
  }
}
