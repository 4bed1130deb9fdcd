import { describe, expect, it } from 'vitest'
import { Evaluation } from '../../src/review/consensus/evaluation.ts'
import { evaluate, type Profile } from '../../src/review/consensus/index.ts'
import { workedCases } from '../review/consensus/worked-cases.ts'
import { shell } from './shell.ts'

/** A profile as it is written down: `shardable=True`, `infra=postgres,redis`, `infra=`. */
function settings(profile: Profile): string[] {
  return Object.entries(profile).flatMap(([key, value]) => {
    const written = typeof value === 'boolean' ? (value ? 'True' : 'FALSE') : value
    return ['--set', `${key}=${Array.isArray(written) ? written.join(',') : written}`]
  })
}

describe('evaluate', () => {
  it.each(workedCases)('prints the worked case $name as the Evaluation that it is', async (worked) => {
    const { out, err, code } = await shell('evaluate', ...settings(worked.profile), '--format', 'json')
    expect([code, err]).toEqual([0, ''])
    const printed = Evaluation.parse(JSON.parse(out))
    expect(printed).toEqual(evaluate(worked.profile))
    for (const { id, score, vetoes } of printed.options) {
      if (vetoes.length === 0) expect(Math.abs(score - (worked.scores[id] ?? 0)), id).toBeLessThan(0.05)
    }
  })

  it('prints words and Markdown that name the winner, the vetoes and what would change it', async () => {
    const [cart] = workedCases
    if (!cart) throw new Error('There is no worked case.')
    for (const format of ['terminal', 'markdown']) {
      const { out, code } = await shell('evaluate', ...settings(cart.profile), '--format', format)
      expect(code).toBe(0)
      expect(out).toContain('CRDT or operation queue in the client fits best: 9.6 of 10')
      expect(out.replace(/\s+/g, ' ')).toContain('an offline client reaches no server (V5)')
      expect(out).toContain('What would change it')
    }
  })

  it('with nothing set says which questions decide most', async () => {
    const { out, err, code } = await shell('evaluate')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Which mechanism fits depends on answers that are missing')
    expect(out).toMatch(/first decides most:\s+- data What is it\?/)
  })

  it('an empty list is an answer, a key that is absent is not', async () => {
    const none = JSON.parse((await shell('evaluate', '--set', 'infra=', '--format', 'json')).out)
    const absent = JSON.parse((await shell('evaluate', '--format', 'json')).out)
    expect([none.assumed.includes('infra'), absent.assumed.includes('infra')]).toEqual([false, true])
  })

  it('takes a list as it stands in a profile, in any order and case', async () => {
    const of = async (list: string) =>
      JSON.parse((await shell('evaluate', '--set', `infra=${list}`, '--format', 'json')).out).profile.infra
    expect(await of('[postgres,redis]')).toEqual(['postgres', 'redis'])
    expect(await of('Redis, postgres,redis')).toEqual(['redis', 'postgres'])
  })
})

describe('what is not understood is one sentence, exit code 2', () => {
  it.each([
    [['--set', 'consistancy=2'], /no dimension `consistancy`. Did you mean `consistency`\? There are data, /],
    [['--set', 'latency=20'], /Did you mean `latency_ms`\?/],
    [['--set', 'zzz=1'], /no dimension `zzz`. There are data, consistency,.*cross_service/],
    [['--set', 'data=ordr'], /`data` cannot be `ordr`. Did you mean `order`\? It is one of register, map,/],
    [['--set', 'consistency=4'], /`consistency` cannot be `4`. It is one of 0, 1, 2, 3/],
    [['--set', 'consistency='], /`consistency` cannot be empty. It is one of 0, 1, 2, 3/],
    [['--set', 'conflict=rejected'], /Did you mean `reject`\?/],
    [['--set', 'infra=postgres,reddis'], /`infra` cannot be `reddis`. Did you mean `redis`\? It is any of /],
    [['--set', 'shardable=maybe'], /`shardable` cannot be `maybe`. It is one of false, true/],
    [['--set', 'nodes=0'], /`nodes` cannot be `0`. It is a whole number from 1 to 1,000,000/],
    [['--set', 'latency_ms=1e3'], /`latency_ms` cannot be `1e3`/],
    [['--set', 'nodes=-3'], /`nodes` cannot be `-3`/],
    [['--set', 'data'], /`data` has no value. Write key=value/],
    [['--set', 'nodes=3', '--set', 'nodes=4'], /`nodes` is set twice/],
    [['--set', 'constructor=1'], /no dimension `constructor`/],
    [['data=order'], /takes answers as `--set key=value`, got `data=order`/],
    [['--format', 'block-kit'], /`--format` is terminal, json, markdown; got `block-kit`/],
  ])('%j', async (words, sentence) => {
    const { out, err, code } = await shell('evaluate', ...words)
    expect(err).toMatch(sentence)
    expect(err).toMatch(/^distreview: .*\n$/)
    expect([out, code]).toEqual(['', 2])
  })
})
