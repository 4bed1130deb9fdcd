import type { SourceFile } from '../../program.ts'
import { environmentPairs, instructions } from '../documents/dockerfile.ts'
import { assignments } from '../documents/shell.ts'
import type { Environment } from '../environment.ts'
import { decoded, type Placed, siteAt } from '../placed.ts'
import { isLiteral, type Variable } from '../workloads/workload.ts'

/** A variable with where it holds and what sets it. */
export interface EnvironmentVariable extends Variable {
  readonly environment: Environment
  readonly via: 'env.sh' | 'dockerfile' | 'kubernetes' | 'compose' | 'fly' | 'nomad'
}

/** What an image is made of and starts. */
export interface ContainerImage {
  readonly file: SourceFile
  readonly environment: Environment
  readonly bases: readonly Placed<string>[]
  readonly commands: readonly Placed<string>[]
  readonly exposes: readonly Placed<number>[]
  readonly variables: readonly Variable[]
}

/** The assignments of `env.sh`, exported or not: scripts build one of the other. */
export function shellVariables(file: SourceFile): Variable[] {
  return assignments(file).map(({ name, start, valueStart, valueEnd }) =>
    variable(file, name, start, valueStart, valueEnd),
  )
}

function variable(
  file: SourceFile,
  name: string,
  start: number,
  valueStart: number,
  valueEnd: number,
): Variable {
  const text = decoded(file.text.slice(valueStart, valueEnd))
  return {
    name,
    text,
    literal: isLiteral(text),
    secret: false,
    site: siteAt(file, start, /["']/.test(file.text[valueStart - 1] ?? '') ? valueEnd + 1 : valueEnd),
    value: { start: valueStart, end: valueEnd },
  }
}

export function containerImage(file: SourceFile, environment: Environment): ContainerImage {
  const bases: Placed<string>[] = []
  const commands: Placed<string>[] = []
  const exposes: Placed<number>[] = []
  const variables: Variable[] = []
  for (const instruction of instructions(file)) {
    const { name, textStart, start, end } = instruction
    const text = decoded(file.text.slice(textStart, end))
    const site = siteAt(file, start, end)
    if (name === 'FROM')
      bases.push({ value: text.split(/\s+/).find((word) => !word.startsWith('--')) ?? '', site })
    else if (name === 'CMD' || name === 'ENTRYPOINT') commands.push({ value: text, site })
    else if (name === 'EXPOSE') {
      for (const port of text.match(/\d+/g) ?? []) exposes.push({ value: Number(port), site })
    } else if (name === 'ENV') {
      for (const pair of environmentPairs(file, instruction))
        variables.push(variable(file, pair.name, pair.start, pair.valueStart, pair.valueEnd))
    }
  }
  return { file, environment, bases, commands, exposes, variables }
}
