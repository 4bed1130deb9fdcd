import type { SourceFile } from '../../program.ts'
import { environmentOf } from '../environment.ts'
import { decoded, siteAt } from '../placed.ts'
import { type Workload, workload } from './workload.ts'

/** The process types of a Procfile; how many of each run is decided outside of it. */
export function procfileWorkloads(file: SourceFile): Workload[] {
  const found: Workload[] = []
  for (const { index, 0: line, 1: name, 2: command } of file.text.matchAll(/^([\w-]+):[ \t]*(\S.*)$/gm)) {
    if (name === undefined || command === undefined) continue
    const site = siteAt(file, index, index + line.trimEnd().length)
    const place = siteAt(file, index + line.length - command.length, index + line.trimEnd().length)
    found.push(
      workload({
        kind: 'procfile',
        name,
        environment: environmentOf(file, 'production'),
        command: { value: decoded(command.trimEnd()), site: place },
        site,
      }),
    )
  }
  return found
}
