import type { Snapshot } from '../checkout/snapshot.ts'
import { type Depth, depths } from '../report.ts'
import { type Acceptance, mostAccepted } from './acceptance.ts'
import { readProse } from './prose-file.ts'
import { readYaml } from './yaml-file.ts'

const readers: Record<string, (path: string, text: string) => Acceptance> = {
  '.distreview.yml': readYaml,
  '.claude/project-learnings.md': readProse,
  '.claude/elixir-production.local.md': readProse,
}
/** Bytes of one such file. */
const longest = 200_000

/** What the reviewed repository says about itself, of the commit under review. */
export async function readAcceptance(snapshot: Snapshot): Promise<Acceptance> {
  const own = snapshot.entries.filter(({ path }) => Object.hasOwn(readers, path))
  const notes = own
    .filter(({ size }) => size > longest)
    .map(({ path }) => `\`${path}\` was not heeded (more than ${longest / 1_000} kB).`)
  const parts: Acceptance[] = []
  for await (const { entry, bytes } of snapshot.read(own.filter(({ size }) => size <= longest))) {
    const reader = readers[entry.path]
    if (reader) parts.push(reader(entry.path, bytes.toString('utf8')))
  }
  const accepted = parts.flatMap((part) => part.accepted)
  if (accepted.length > mostAccepted)
    notes.push(
      `${accepted.length - mostAccepted} accepted findings over the limit of ${mostAccepted} were not heeded.`,
    )
  return {
    depth: shallowest(parts.flatMap(({ depth }) => depth ?? [])),
    accepted: accepted.slice(0, mostAccepted),
    notes: [...notes, ...parts.flatMap((part) => part.notes)],
  }
}

/** The depth of a review that was asked for, as far as the repository wants it. */
export function lowered(asked: Depth, { depth }: Acceptance): Depth {
  return depth === null ? asked : (shallowest([asked, depth]) ?? asked)
}

function shallowest(wished: readonly Depth[]): Depth | null {
  return depths.find((depth) => wished.includes(depth)) ?? null
}
