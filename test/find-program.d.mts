export interface Program {
  readonly name: string
  /** A folder of versions, each with its `bin`, that Debian puts on nobody's PATH. */
  readonly versions?: string
}

/** The program's path, the newest version first where PATH has none; null where it is not on this machine. */
export function findProgram(program: Program): string | null
