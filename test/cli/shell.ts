import { run } from '../../src/cli/run.ts'

/** Runs one command line in this process and returns what it printed. */
export async function shell(...words: string[]): Promise<{ code: number; out: string; err: string }> {
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
    clock: Date.now,
    signal: new AbortController().signal,
  })
  return { code, out, err }
}
