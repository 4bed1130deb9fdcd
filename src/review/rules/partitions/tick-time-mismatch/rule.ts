import { kernelSettings } from '../../../source/program/deployment/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

/** Below this many seconds a pause of the garbage collector or of a disk is taken for death. */
const shortest = 8

export default defineRule({
  id: 'tick-time-mismatch',
  family: 'partitions',
  severity: 'minor',
  title: 'The tick time is very short, or not the same on all nodes',
  problem: '`net_ticktime` has to be the same on all nodes, and long enough for the pauses of a loaded node.',
  failureScenario: [
    'A node pauses for a few seconds: garbage, a slow disk, a busy host.',
    'Its neighbour takes it for dead and drops the connection.',
    'Each such drop is a partition for `:global` and Mnesia, although no link was broken.',
  ],
  impact: 'Nodes that come and go under load.',
  guardsLookedFor: ['one value in all files', 'values of 8 seconds and more'],
  fix: {
    summary: 'Set one value for all nodes, in the place that all of them read.',
    elixir: 'config :kernel, net_ticktime: 60',
    erlang: 'application:set_env(kernel, net_ticktime, 60).',
    residualRisk:
      'A node that is cut off is noticed after 45 to 75 seconds. Where that is too late, use a failure detector of its own.',
  },
  sources: ['OTP kernel_app, net_ticktime https://www.erlang.org/doc/apps/kernel/kernel_app.html'],
  holds: 'all nodes tick alike',
  check(program) {
    const all = ['net_ticktime', 'net_tickintensity'].flatMap((key) =>
      kernelSettings(program, key).map((setting) => ({ key, ...setting })),
    )
    const real = all.filter(({ environment }) => environment === 'production' || environment === 'unknown')
    const hits: Hit[] = []
    for (const key of ['net_ticktime', 'net_tickintensity']) {
      const set = real.filter((setting) => setting.key === key && setting.value !== null)
      const values = new Set(set.map(({ value }) => value))
      const short = key === 'net_ticktime' ? set.filter(({ value }) => Number(value) < shortest) : []
      const [first, ...rest] = values.size > 1 ? set : short
      if (!first) continue
      hits.push({
        site: first.site,
        also: rest.map(({ site }) => site),
        problem:
          values.size > 1
            ? `\`${key}\` is ${[...values].join(' and ')} in different files: nodes that read different ones judge each other differently.`
            : `\`net_ticktime\` is ${first.value} seconds: a pause of about as long is taken for death.`,
        reasons: [
          {
            name: 'shape',
            text: values.size > 1 ? 'It is set to several values.' : `It is below ${shortest} seconds.`,
          },
          { name: 'configured', text: 'It is set for the running system.' },
          ...placeReasons(first.site.frame),
        ],
      })
    }
    return { hits, examined: all.map(({ site }) => site) }
  },
})
