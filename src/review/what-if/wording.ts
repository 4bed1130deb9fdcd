import { seconds } from './detection.ts'
import type { Scenario } from './scenario.ts'
import type { Subject } from './subject.ts'

/** `a`, `a and b`, `a, b and c`. */
export function listedNames(names: readonly string[]): string {
  const all = [...new Set(names)]
  const last = all.at(-1) ?? 'nothing'
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`
}

/** The scenario as it was read, for whoever asked to see whether it is what they meant. */
export function readAs(scenario: Scenario): string {
  switch (scenario.kind) {
    case 'resize':
      return scenario.to === null
        ? `${Math.abs(scenario.by ?? 0)} nodes are ${(scenario.by ?? 0) < 0 ? 'taken away' : 'added'}.`
        : `The cluster has ${scenario.to.toLocaleString('en')} nodes.`
    case 'region-lost': {
      const which = scenario.name === null ? '' : ` (${scenario.name})`
      return scenario.lost === 1
        ? `One ${scenario.word}${which} is lost with all its nodes.`
        : `${scenario.lost} ${scenario.word}s are lost with all their nodes.`
    }
    case 'nodes-fail':
      if (scenario.failed === null) return 'All nodes fail at once.'
      return `${scenario.failed}${scenario.of === null ? '' : ` of ${scenario.of}`} ${scenario.failed === 1 && scenario.of === null ? 'node fails' : 'nodes fail'} at once.`
    case 'cut':
      switch (scenario.shape) {
        case 'sizes':
          return (scenario.sizes?.length ?? 0) > 1
            ? `The network splits ${scenario.sizes?.join(' | ')}.`
            : `${scenario.sizes?.[0]} nodes are cut off from the others.`
        case 'even':
          return 'The network splits evenly in two.'
        case 'one-isolated':
          return 'One node is cut off from all others.'
        case 'regions':
          return 'The regions cannot reach each other; within each all is well.'
        case 'any':
          return 'The network splits in two.'
      }
      break
    case 'clock-jump': {
      const way = scenario.direction === null ? '' : ` ${scenario.direction}`
      const whose =
        scenario.clocks === 1 ? 'The clock of one node jumps' : `The clocks of ${scenario.clocks} nodes jump`
      return `${whose}${way} by ${seconds(scenario.ms)}.`
    }
    case 'discovery-fails':
      return scenario.what === 'dns'
        ? 'DNS answers no look-up.'
        : scenario.what === 'kubernetes-api'
          ? 'The API of Kubernetes does not answer.'
          : 'Discovery fails.'
    case 'slow-node': {
      const time = scenario.ms === null ? '' : ` for ${seconds(scenario.ms)}`
      return scenario.frozen
        ? `A node stands still${time} and comes back.`
        : `A node answers slowly${time} and is not dead.`
    }
    case 'rolling-deploy':
      return scenario.atOnce === null || scenario.atOnce === 1
        ? 'A rolling deploy replaces one node after the other.'
        : `A rolling deploy replaces ${scenario.atOnce} nodes at once.`
  }
}

const usual: readonly (readonly [kind: Scenario['kind'], ask: string])[] = [
  ['cut', 'what if one node is isolated'],
  ['slow-node', 'what if a node pauses for 20 s'],
  ['nodes-fail', 'what if 2 nodes fail'],
  ['discovery-fails', 'what if DNS discovery fails'],
  ['rolling-deploy', 'what if we do a rolling deploy'],
  ['clock-jump', 'what if the clock of one node jumps 30 s'],
  ['resize', 'what if we grow to 80 nodes'],
]

/** Three more questions that can be read, none of them this one again; first the figure that was missing. */
export function nextQuestions(scenario: Scenario, { nodes }: Subject): string[] {
  const found: string[] = []
  if (nodes === null && scenario.kind !== 'resize') found.push('the same with a number: we have 5 nodes')
  if (scenario.kind === 'cut' && nodes !== null && nodes > 2 && scenario.shape !== 'even')
    found.push(`we have ${nodes} nodes: what if an even split`)
  for (const [kind, ask] of usual) if (kind !== scenario.kind) found.push(ask)
  return found.slice(0, 3)
}
