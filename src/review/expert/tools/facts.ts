import { z } from 'zod'
import type { Facts } from '../desk.ts'
import type { Fence } from '../fence.ts'
import type { Sight } from '../sight.ts'
import { compact } from './compact.ts'
import { defineTool, type Tool } from './tool.ts'

const About = z.object({
  about: z.string().max(200).optional().describe('Letters that an entry must hold; left out: all'),
})

const none = { text: 'The facts of this program were not computed.' } as const

/** Which processes and tables there are, who owns which state, who calls whom across nodes. */
export function processesTool(facts: Facts | null, sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'processes',
    description:
      'Lists processes, tables, caches and registries with what state they own and where they run, and the edges between them with their time limits and whether they cross nodes.',
    input: About,
    run({ about }) {
      if (facts === null) return none
      const { components, edges, assumptions } = facts.sections
      const holds = holding(about)
      return {
        text: fence(
          compact({ components: components.filter(holds), edges: edges.filter(holds), assumptions }, sight),
        ),
      }
    },
  })
}

/** How the cluster is formed and configured, what crosses nodes, and what each operation promises. */
export function topologyTool(facts: Facts | null, sight: Sight, fence: Fence): Tool {
  return defineTool({
    name: 'topology',
    description:
      'Lists the facts of the cluster: distribution, discovery, size, kernel settings, mechanisms that hold state or names, what each operation promises in a cut, use cases, libraries, and the files of configuration that read_lines can show.',
    input: z.object({
      part: z.enum(['clustering', 'mechanisms', 'operations', 'use-cases', 'scenarios', 'configuration']),
    }),
    run({ part }) {
      if (facts === null) return none
      return { text: fence(compact(partOf(part, facts, sight), sight)) }
    },
  })
}

type Part = 'clustering' | 'mechanisms' | 'operations' | 'use-cases' | 'scenarios' | 'configuration'

function partOf(part: Part, { sections, cluster }: Facts, sight: Sight): unknown {
  switch (part) {
    case 'clustering':
      return { ...sections.clustering, size: cluster.size, workloads: cluster.workloads }
    case 'mechanisms':
      return {
        mechanisms: cluster.mechanisms,
        healing: cluster.healing,
        dirtyWrites: cluster.dirtyWrites,
        pools: cluster.pools,
      }
    case 'operations':
      return sections.operations
    case 'use-cases':
      return sections.useCases.map(({ options: _options, needs: _needs, ...rest }) => rest)
    case 'scenarios':
      return sections.scenarios
    case 'configuration':
      return {
        settings: cluster.settings,
        files: [
          ...sight.documents.map(({ path }) => path),
          ...sight.files.flatMap(({ path }) =>
            /(^|\/)(config\/|mix\.exs$|rebar\.config)|\.config$/.test(path) ? [path] : [],
          ),
        ],
      }
  }
}

function holding(about: string | undefined): (entry: unknown) => boolean {
  if (!about) return () => true
  const wanted = about.toLowerCase()
  return (entry) => JSON.stringify(entry).toLowerCase().includes(wanted)
}
