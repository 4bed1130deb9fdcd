import type { ConstantForm } from '../source/form.ts'
import type { Frame } from '../source/program/program.ts'

/** A time limit as code of the file's language, in milliseconds, and where it comes from. */
interface TimeLimit {
  readonly code: string
  readonly risk: string
}

/** What `gen_server:call` waits when it is not told: https://www.erlang.org/doc/apps/stdlib/gen_server.html */
const usual = 5_000
/** Limits that a constant may give a remote call: below, it is no wait; above, it is none of a caller. */
const [shortest, longest] = [100, 60_000]

/** Words of constants that limit remote calls, the nearest first. */
const about = [
  /(^|_)m?rpc_|(^|_)erpc_|(^|_)multi_?call_/,
  /^(default_)?timeout(_ms)?$/,
  /^(remote_|node_|call_|request_|req_|default_call_)timeout(_ms)?$/,
]

/**
 * The limit for a remote call at `offset`: a constant of the file that is made for it, or the platform's usual one.
 * Below the usual limit of whoever waits, where that is a server's caller: an inner wait must end first.
 */
export function timeLimit(frame: Frame, offset: number, waitedFor: boolean): TimeLimit {
  const { language } = frame.file.form
  const constant = constantFor(frame, offset)
  if (constant && !(waitedFor && millisecondsIn(constant) >= usual)) {
    const code = language === 'elixir' ? `@${constant.name}` : `?${constant.name}`
    return {
      code,
      risk: `The limit is the file’s own \`${code}\`; see that it is below the one of whoever waits.`,
    }
  }
  if (waitedFor) {
    const code = written(usual - 1_000, language)
    return {
      code,
      risk: `The limit of \`${code}\` ms was chosen to end before the ${usual / 1_000} s that \`gen_server:call\` waits by default; measure what the function needs.`,
    }
  }
  const code = written(usual, language)
  return {
    code,
    risk: `The limit of \`${code}\` ms is what \`gen_server:call\` waits by default, for want of one in the file; measure what the function needs.`,
  }
}

function written(ms: number, language: 'elixir' | 'erlang'): string {
  return language === 'elixir' ? String(ms).replace(/(\d)(\d{3})$/, '$1_$2') : String(ms)
}

function constantFor(frame: Frame, offset: number): ConstantForm | null {
  const constants = frame.module?.constants ?? frame.file.form.constants
  const fit = constants.filter(
    (constant) =>
      constant.start < offset &&
      constant.params.length === 0 &&
      millisecondsIn(constant) >= shortest &&
      millisecondsIn(constant) <= longest &&
      // One that is set again has another value elsewhere.
      constants.every((other) => other === constant || other.name !== constant.name),
  )
  for (const words of about) {
    const found = fit.find(
      ({ name }) => words.test(name.toLowerCase()) && /time_?out/.test(name.toLowerCase()),
    )
    if (found) return found
  }
  return null
}

function millisecondsIn({ value }: ConstantForm): number {
  return value.kind === 'integer' ? value.value : Number.NaN
}
