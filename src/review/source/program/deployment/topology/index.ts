import { facet } from '../../facet.ts'
import { config } from '../settings/application.ts'
import { libclusterTopologies } from './libcluster.ts'
import { configuredTopologies, dnsClusters } from './other-libraries.ts'
import type { Topology } from './topology.ts'

/** How nodes find each other, as far as code and configuration say it. */
export const topologies = facet((program): readonly Topology[] => {
  const settings = config(program)
  return [
    ...libclusterTopologies(program, settings),
    ...dnsClusters(program, settings),
    ...configuredTopologies(settings.entries),
  ]
})
