import { broken, none, type Result, thousands } from './result.ts'

/**
 * Links of a full mesh: n(n-1)/2 in all, n-1 at each node.
 * @param mesh `nodes` now or as projected; `most`, how many are held to be in order, 1 or more.
 * @returns the numbers; none where `nodes` is at most `most`.
 */
export function meshLinks({ nodes, most }: { readonly nodes: number; readonly most: number }): Result {
  const links = (n: number) => (n * (n - 1)) / 2
  const parameters = { nodes, most, links: links(nodes), perNode: nodes - 1 }
  const subject = { kind: 'mesh-links' as const, parameters, lanes: ['cluster'] }
  if (nodes <= most) return none(subject, `${nodes} nodes, at most ${most} are in order.`)
  const grown = (n: number) => ({
    lane: 'cluster',
    text: `The cluster has ${n} ${n === 1 ? 'node' : 'nodes'}.`,
    after: `${thousands(links(n))} links in all, ${Math.max(0, n - 1)} at each node.`,
  })
  return broken(subject, [grown(most), grown(nodes)], 'Links: n(n-1)/2 in all, n-1 at each node.')
}
