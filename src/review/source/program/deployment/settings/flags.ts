import type { Site, SourceFile } from '../../program.ts'
import { emulatorFlags } from '../documents/emulator-flags.ts'
import type { Environment } from '../environment.ts'
import { decoded, siteAt } from '../placed.ts'
import { isLiteral, type Variable } from '../workloads/workload.ts'

/** A flag that the emulator is started with. */
export interface VmFlag {
  /** `-name`, `-sname`, `-setcookie`, `-proto_dist`, `-connect_all`, `+zdbbl`, `-kernel` …, one dash always. */
  readonly flag: string
  /** The key that a flag with an application's name sets: `net_ticktime` of `-kernel net_ticktime 20`. */
  readonly key: string | null
  /** As written, without quotes. */
  readonly value: string | null
  /** Whether nothing in the value is filled in by a shell or a template. */
  readonly literal: boolean
  readonly environment: Environment
  /** The file that the emulator reads, a variable of its environment, or the command line. */
  readonly via: 'vm.args' | 'variable' | 'command'
  readonly site: Site
}

/** Flags of the emulator that take no value of an application although they look like it. */
const plain = new Set(
  'name sname setcookie proto_dist connect_all hidden start_epmd erl_epmd_port epmd_module epmd dist_listen smp mode boot config args_file heart noshell noinput detached pa pz eval s run ssl_dist_optfile ssl_dist_opt no_ssl_dist remsh user extra code_path_choice emu_flavor'.split(
    ' ',
  ),
)
const ofElixir: Readonly<Record<string, string>> = {
  '--name': '-name',
  '--sname': '-sname',
  '--cookie': '-setcookie',
}

/** The flags in a byte range of a document; `-kernel a 1 b 2` is two. */
export function flagsIn(
  file: SourceFile,
  range: { readonly start: number; readonly end: number },
  via: VmFlag['via'],
  environment: Environment,
  text: string = file.text.slice(range.start, range.end),
): VmFlag[] {
  const found: VmFlag[] = []
  for (const { flag, values, start, end } of emulatorFlags(text)) {
    const site = siteAt(file, range.start + start, range.start + end)
    const add = (name: string, key: string | null, value: string | undefined) =>
      found.push({
        flag: name,
        key,
        value: value === undefined ? null : decoded(value),
        literal: value === undefined || isLiteral(value),
        environment,
        via,
        site,
      })
    const own = ofElixir[flag]
    if (own) add(own, null, values[0])
    else if (flag.startsWith('--')) continue
    else if (flag.startsWith('+') || plain.has(flag.slice(1)) || values.length < 2) add(flag, null, values[0])
    else for (let at = 0; at + 1 < values.length; at += 2) add(flag, values[at] ?? null, values[at + 1])
  }
  return found
}

const ofCommand = new Set(['-name', '-sname', '-setcookie', '-kernel', '-proto_dist', '-connect_all'])

/** The flags of a command line that starts the emulator: of `erl`, `elixir`, `iex` or `mix`. */
export function commandFlags({ expr, frame }: Site, environment: Environment): VmFlag[] {
  const text = frame.file.text.slice(expr.start, expr.end)
  if (!/\b(erl|elixir|iex|mix)\b/.test(text)) return []
  // A command in brackets, ["elixir", "--sname", "a"], is the same words in quotes.
  const words = text.replace(/[[\]",']/g, ' ')
  return flagsIn(frame.file, expr, 'command', environment, words).filter(({ flag }) => ofCommand.has(flag))
}

/** The flags that a variable hands to the emulator: ERL_FLAGS and what scripts build it of. */
export function variableFlags(variable: Variable, environment: Environment): VmFlag[] {
  if (!variable.value || !/ERL|ELIXIR|BEAM|VM_ARGS/.test(variable.name)) return []
  const { file } = variable.site.frame
  if (!/(^|[\s"'])[-+][a-z]/i.test(file.text.slice(variable.value.start, variable.value.end))) return []
  return flagsIn(file, variable.value, 'variable', environment)
}
