import type { Rule } from '../rule.ts'
import clockUnobserved from './clock-unobserved/rule.ts'
import clusterUnobserved from './cluster-unobserved/rule.ts'

/** In the order of the catalogue. */
export const observability: readonly Rule[] = [clusterUnobserved, clockUnobserved]
