import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { kernelSettings } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { needsMesh } from '../full-mesh.ts'

const keys = ['prevent_overlapping_partitions', 'connect_all'] as const

export default defineRule({
  id: 'partition-prevention-off',
  family: 'partitions',
  severity: 'critical',
  title: 'Overlapping partitions are allowed, and what runs needs a full mesh',
  problem:
    'A setting lets nodes stay in partitions that overlap, and the program keeps names, locks or tables that need all nodes to see each other.',
  failureScenario: [
    'One link breaks: a and c lose each other, and b still sees both.',
    'Nothing disconnects the other links, as OTP would by default.',
    'a and c each think the other is gone, while b carries the registrations of both.',
  ],
  impact: 'Names and locks that two processes hold, and that stay inconsistent after the link is back.',
  guardsLookedFor: [
    'no use of :global, Mnesia on several nodes, Horde or Swarm',
    'an own detector that disconnects nodes in a partial partition',
    'settings for development and tests',
  ],
  fix: {
    summary:
      'Leave both settings at their defaults on all nodes. Where isolated links hurt, make several clusters.',
    elixir: 'config :kernel, prevent_overlapping_partitions: true',
    erlang: 'ok = application:set_env(kernel, prevent_overlapping_partitions, true).',
    residualRisk:
      'With the default one broken link may disconnect a node that others still reach. It has to be the same on every node.',
  },
  sources: [
    'OTP kernel, global: prevent_overlapping_partitions https://www.erlang.org/doc/apps/kernel/global.html',
    'OTP kernel_app, connect_all https://www.erlang.org/doc/apps/kernel/kernel_app.html',
  ],
  holds: 'partitions do not overlap',
  check(program) {
    const settings = keys.flatMap((key) =>
      kernelSettings(program, key).map((setting) => ({ key, ...setting })),
    )
    const off = settings.filter(
      ({ value, environment }) =>
        value === 'false' && environment !== 'test' && environment !== 'development',
    )
    return {
      hits: keys.flatMap((key) =>
        hitOf(
          program,
          key,
          off.filter((setting) => setting.key === key).map(({ site }) => site),
        ),
      ),
      examined: settings.map(({ site }) => site),
    }
  },
})

function hitOf(program: Program, key: string, [site, ...also]: readonly Site[]): Hit[] {
  // syn keeps what each node is told by the others, and settles conflicts when it hears of them.
  const needs = needsMesh(program).filter(({ what }) => what !== 'syn')
  if (!site || needs.length === 0) return []
  const what = needs.map((each) => each.what).join(', ')
  const reasons: Reason[] = [
    { name: 'shape', text: `\`${key}\` is switched off.` },
    { name: 'configured', text: 'It is set so for the running system.' },
    ...needs
      .slice(0, 1)
      .map((need): Reason => ({ name: 'followed', text: `${need.what} is used here.`, site: need.site })),
  ]
  if (detects(program))
    reasons.push({
      name: 'handled-otherwise',
      text: 'The program disconnects nodes itself when it hears that others went down.',
    })
  else if (saysWhy(site))
    reasons.push({
      name: 'handled-otherwise',
      text: 'The lines above it say that partitions are handled here.',
    })
  const mend = switchedOn([site, ...also])
  return [
    {
      site,
      also,
      ...(mend ? { mend } : {}),
      problem: `\`${key}\` is false, and the program uses ${what}, which needs all nodes to see each other.`,
      reasons: [...reasons, ...placeReasons(site.frame)],
    },
  ]
}

/** Each setting `true`, where it is spelled out at its place. */
function switchedOn(sites: readonly Site[]): Mend | undefined {
  const rewrites: Rewrite[] = []
  for (const { expr, frame } of sites) {
    const { file } = frame
    const written = /\bfalse\b/.exec(file.text.slice(expr.start, expr.end))
    if (!written) return undefined
    const start = expr.start + written.index
    rewrites.push({ file, start, end: start + 'false'.length, text: 'true' })
  }
  return {
    rewrites,
    risk: 'It must be the same on all nodes: change it on every node before the cluster is split or grown.',
  }
}

/** A comment just above speaks of partition handling of its own. */
function saysWhy({ expr, frame }: Site): boolean {
  const above = frame.file.text.slice(0, expr.start).split('\n').slice(-6, -1)
  return above.some(
    (line) => /^\s*[%#]/.test(line) && /\bown\b.*partition|partition (handling|detect)/i.test(line),
  )
}

/** A detector of its own: a module that takes nodedown and disconnects nodes, or has functions for partitions. */
function detects(program: Program): boolean {
  const disconnecting = new Set(
    [...program.callsOf('erlang', 'disconnect_node'), ...program.callsOf('Node', 'disconnect')].map(
      ({ frame }) => frame.module,
    ),
  )
  for (const { frame } of program.atoms('nodedown')) {
    const { module, file } = frame
    if (
      !module ||
      file.pathClass !== 'service' ||
      !frame.clause.patterns.some((one) => namesAtom(one, 'nodedown'))
    )
      continue
    if (disconnecting.has(module)) return true
    if (module.functions.some(({ name }) => split(name).includes('partition'))) return true
  }
  return false
}
