import { Refusal } from '../refusal.ts'
import { countWord, durationWord, millisecondsOf, numberOf, numberWord } from './numbers.ts'
import type { Phrase } from './phrase.ts'
import type { Scenario } from './scenario.ts'

/** Reads one kind of event from a phrase; null where its words are not there. */
type Read = (phrase: Phrase) => Scenario | null

const node = `(?:erlang |beam |elixir |cluster |app(?:lication)? )?(?:nodes?|servers?|machines?|pods?|replicas?|hosts?|vms?|instances?|members?|voters?)`
const region = `(regions?|availability zones?|zones?|azs?|data ?cent(?:re|er)s?|dcs?|sites?)`
const failing = `(?:fails?|failed|failing|dies?|died|dead|crash(?:es|ed)?|goes? down|go down|went down|(?:are|is) (?:down|lost|gone|killed|dead)|disappears?|vanish(?:es)?|burns?(?: down)?|outage|reboots?|restarts?|go away|goes away|goes dark)`

/** Every event, the more particular before the more general. */
export const events: readonly Read[] = [
  clockJump,
  discoveryFails,
  rollingDeploy,
  regionsCut,
  regionLost,
  oneIsolated,
  cutInSizes,
  evenCut,
  nodesFail,
  slowNode,
  someCut,
  resize,
]

function clockJump(phrase: Phrase): Scenario | null {
  if (!phrase.has(/\b(clocks?|system time|wall time|ntp)\b/)) return null
  const by = phrase.take(new RegExp(`(?:by )?${durationWord}`))
  if (!by) {
    throw new Refusal(
      'usage',
      'It is not said by how much the clock is off.',
      'Write for example: what if the clock of one node jumps 30 s.',
    )
  }
  const back = phrase.take(/\b(backwards?|back|behind|slow|late|earlier)\b/) !== null
  const forward = phrase.take(/\b(forwards?|ahead|fast|early|into the future)\b/) !== null
  const signed = millisecondsOf(by[1] ?? '', by[2] ?? '')
  if (signed === 0)
    throw new Refusal('usage', 'A clock that jumps 0 s does not jump.', 'Write by how much it does.')
  const of = phrase.take(
    new RegExp(`(?:of |on )(?:the )?${numberWord} (?:of (?:the )?${countWord} )?${node}\\b`),
  )
  phrase.take(/\b(the )?(system |wall )?(clocks?|time|ntp)\b/)
  phrase.take(/\b(jumps?|jumped|drifts?|drifted|skews?|skewed|steps?|is|are|off|runs?|moves?|goes|wrong)\b/)
  phrase.take(/\b(jumps?|drifts?|is|off|of|skew)\b/)
  return {
    kind: 'clock-jump',
    ms: Math.abs(signed),
    direction: back || signed < 0 ? 'back' : forward || (by[1] ?? '').startsWith('+') ? 'forward' : null,
    clocks: of ? numberOf(of[1] ?? '', 'clocks') : 1,
  }
}

function discoveryFails(phrase: Phrase): Scenario | null {
  const what = `((?:service |node |cluster |peer )?discovery|(?:core)?dns(?: discovery| lookups?| look-ups?| server)?|(?:the )?(?:kubernetes|k8s) api(?: server)?|api server|libcluster)`
  const broken = `(?:fails?|failing|is down|goes down|outage|breaks?|is broken|is unavailable|returns? nothing|is empty|answers? nothing|times? out|stops?(?: working)?|dies|is gone|is slow)`
  const found =
    phrase.take(new RegExp(`${what}(?: \\w+){0,2}? ${broken}`)) ??
    phrase.take(new RegExp(`(?:lose|losing|without|no) (?:the )?${what}`))
  if (!found) return null
  const word = found[1] ?? ''
  return {
    kind: 'discovery-fails',
    what: /dns/.test(word) ? 'dns' : /api/.test(word) ? 'kubernetes-api' : 'any',
  }
}

function rollingDeploy(phrase: Phrase): Scenario | null {
  const found = phrase.take(
    /\b(?:a )?(?:during )?(?:a )?(?:rolling (?:deploy(?:ment)?|restart|update|upgrade|release)s?|roll ?outs?|(?:we )?(?:re)?deploy(?:ment|s|ing)?(?: a new version)?|we upgrade|upgrade one by one)\b/,
  )
  if (!found) return null
  const atOnce = phrase.take(new RegExp(`${countWord} (?:${node} )?(?:at once|at a time|at the same time)`))
  if (!atOnce) phrase.take(/\bone (?:node )?(?:by one|at a time|after the other)\b/)
  return { kind: 'rolling-deploy', atOnce: atOnce ? numberOf(atOnce[1] ?? '', 'nodes') : null }
}

function regionsCut(phrase: Phrase): Scenario | null {
  const apart = `(?:split|cut|cut off|partition(?:ed)?|disconnect(?:ed)?|separated?|isolated?|lose (?:sight of|contact with|touch with|connection to) each other|can(?:no|')t (?:reach|see) each other|cannot (?:reach|see) each other)`
  const found =
    phrase.take(
      new RegExp(
        `(?:the )?(?:two |our )?${region}(?: are| get| is)? ${apart}(?: from (?:each other|the others?))?`,
      ),
    ) ??
    phrase.take(
      new RegExp(
        `(?:link|network|connection|cable)s? between (?:the |our )?(?:two )?${region} (?:is |are )?(?:${failing}|cut|breaks?|broken)`,
      ),
    ) ??
    phrase.take(new RegExp(`(?:cut|split|partition) between (?:the |our )?(?:two )?${region}`))
  return found ? { kind: 'cut', shape: 'regions', sizes: null } : null
}

function regionLost(phrase: Phrase): Scenario | null {
  const counted = phrase.take(
    new RegExp(
      `(?:lose|losing|lost|without) (?:the )?(?:entire |whole )?(?:${numberWord} )?(?:of (?:the |our )?(?:${countWord} )?)?(?:whole |entire )?${region}\\b(?: ([a-z]{2,}-[a-z0-9-]+))?`,
    ),
  )
  if (counted) return ofRegion(phrase, counted[3] ?? 'region', counted[4] ?? null, counted[1], counted[2])
  const broken = phrase.take(
    new RegExp(
      `(?:the )?(?:${numberWord} )?(?:of (?:the |our )?(?:${countWord} )?)?(?:whole |entire )?${region}(?: ([a-z]{2,}-[a-z0-9-]+))? ${failing}`,
    ),
  )
  if (broken) return ofRegion(phrase, broken[3] ?? 'region', broken[4] ?? null, broken[1], broken[2])
  const named = phrase.take(
    new RegExp(
      `(?:(?:lose|losing) ((?:eu|us|ap|sa|ca|me|af)-[a-z0-9-]+)|((?:eu|us|ap|sa|ca|me|af)-[a-z0-9-]+) ${failing})`,
    ),
  )
  return named ? ofRegion(phrase, 'region', named[1] ?? named[2] ?? null, undefined, undefined) : null
}

function ofRegion(
  phrase: Phrase,
  word: string,
  name: string | null,
  lost: string | undefined,
  of: string | undefined,
): Scenario {
  const count = lost === undefined ? 1 : numberOf(lost, 'regions')
  const all = of === undefined ? null : numberOf(of, 'regions')
  if (all !== null && count > all) throw tooMany(count, all, 'regions')
  if (all !== null) phrase.regions = all
  return { kind: 'region-lost', word: singular(word), name, lost: count }
}

function singular(word: string): string {
  return word.replace(/s$/, '')
}

function oneIsolated(phrase: Phrase): Scenario | null {
  const away = `(?:isolated|cut off|disconnected|partitioned(?: away| off)?|unreachable|alone|separated|loses? (?:its |the )?network|cannot (?:reach|see) the (?:others|rest)|can't (?:reach|see) the (?:others|rest))`
  const found =
    phrase.take(
      new RegExp(
        `(?:only )?${numberWord} ${node} (?:is |are |gets? |becomes? )?${away}(?: from the (?:others?|rest))?`,
      ),
    ) ??
    phrase.take(new RegExp(`isolat(?:e|es|ed|ing) ${numberWord} ${node}`)) ??
    phrase.take(new RegExp(`(?:the )?(leader|primary) (?:is |gets )?${away}(?: from the (?:others?|rest))?`))
  if (!found) return null
  const away1 = /leader|primary/.test(found[1] ?? '') ? 1 : numberOf(found[1] ?? '', 'nodes')
  return away1 === 1
    ? { kind: 'cut', shape: 'one-isolated', sizes: null }
    : { kind: 'cut', shape: 'sizes', sizes: [away1] }
}

const cutWord = `(?:net ?splits?|network splits?|splits?|cuts?|(?:network )?partition(?:s|ed)?|divided?)`

function cutInSizes(phrase: Phrase): Scenario | null {
  const mark = String.raw`(?: ?[|/:] ?| and | vs\.? | against |-| ?\+ ?| to )`
  const sizes = `${countWord}(?: ${node})?${mark}${countWord}(?:${mark}${countWord})?(?: ${node})?`
  const found =
    phrase.take(new RegExp(`(?:a )?${cutWord}(?: of| in| into| up into)? (?:a )?${sizes}`)) ??
    phrase.take(new RegExp(`(?:a )?${sizes} ${cutWord}`)) ??
    phrase.take(new RegExp(`${countWord} ?\\| ?${countWord}(?: ?\\| ?${countWord})?`))
  if (!found) return null
  const all = found.slice(1, 4).filter((each) => each !== undefined)
  phrase.take(new RegExp(`\\b(?:a )?${cutWord}\\b`))
  return { kind: 'cut', shape: 'sizes', sizes: all.map((each) => numberOf(each, 'nodes')) }
}

function evenCut(phrase: Phrase): Scenario | null {
  const found =
    phrase.take(new RegExp(`(?:an )?(?:even|equal) ${cutWord}`)) ??
    phrase.take(
      new RegExp(
        `${cutWord} (?:evenly|equally|in half|in halves|in two halves|in the middle|down the middle|half and half)`,
      ),
    ) ??
    phrase.take(/\b50 ?[/|:-] ?50\b(?: split)?/)
  return found ? { kind: 'cut', shape: 'even', sizes: null } : null
}

function nodesFail(phrase: Phrase): Scenario | null {
  const of =
    phrase.take(
      new RegExp(
        `${numberWord} (?:out )?of (?:the |our )?${countWord}(?: ${node})? (?:suddenly )?${failing}`,
      ),
    ) ??
    phrase.take(
      new RegExp(`(?:lose|losing|lost) ${numberWord} (?:out )?of (?:the |our )?${countWord}(?: ${node})?`),
    ) ??
    phrase.take(
      new RegExp(
        `${failing.replace('(?:', '(?:failure of|loss of|')} ${numberWord} (?:out )?of (?:the |our )?${countWord}(?: ${node})?`,
      ),
    )
  if (of) {
    const [failed, all] = [numberOf(of[1] ?? '', 'nodes'), numberOf(of[2] ?? '', 'nodes')]
    if (failed > all) throw tooMany(failed, all, 'nodes')
    return { kind: 'nodes-fail', failed, of: all }
  }
  const every =
    phrase.take(new RegExp(`(?:all|every)(?: of)?(?: the| our)? ${node} (?:suddenly )?${failing}`)) ??
    phrase.take(
      /\b(?:everything|the (?:whole|entire) cluster|the cluster) (?:fails|dies|crashes|restarts|goes down|is down)\b/,
    )
  if (every) return { kind: 'nodes-fail', failed: null, of: null }
  const some =
    phrase.take(new RegExp(`${numberWord} ${node} (?:suddenly )?${failing}`)) ??
    phrase.take(new RegExp(`(?:lose|losing|lost|kill) ${numberWord} ${node}`))
  if (some) return { kind: 'nodes-fail', failed: numberOf(some[1] ?? '', 'nodes'), of: null }
  const leader = phrase.take(
    new RegExp(`(?:the )?(?:ra |raft )?(?:leader|primary|node) (?:suddenly )?${failing}`),
  )
  return leader ? { kind: 'nodes-fail', failed: 1, of: null } : null
}

function slowNode(phrase: Phrase): Scenario | null {
  const found =
    phrase.take(
      new RegExp(
        `(?:${numberWord} )?(slow|hanging|frozen|stalled|overloaded|paused|unresponsive)(?: \\(not dead\\)| but not dead)? (?:${node}|leader)(?: \\(not dead\\))?`,
      ),
    ) ??
    phrase.take(
      new RegExp(
        `(?:${numberWord} |the )?(?:${node}|leader|vm) (?:is |gets |becomes )?(?:very |too )?(slow|hangs?|freezes?|frozen|stalls?|pauses?|paused|overloaded|unresponsive|suspended|swaps?)`,
      ),
    ) ??
    phrase.take(new RegExp(`(?:a )?(gc pause|pause|garbage collection)(?: of| on)?(?: a| one)?(?: ${node})?`))
  if (!found) return null
  phrase.take(/\(?\b(but )?not dead\b\)?/)
  const words = found[0]
  const by = phrase.take(new RegExp(`(?:for |of |by )?${durationWord}`))
  return {
    kind: 'slow-node',
    ms: by ? Math.max(1, Math.abs(millisecondsOf(by[1] ?? '', by[2] ?? ''))) : null,
    frozen: /hang|frozen|freeze|stall|pause|unresponsive|suspend|gc|garbage/.test(words),
  }
}

function someCut(phrase: Phrase): Scenario | null {
  const found = phrase.take(
    new RegExp(
      `\\b(?:a |the )?(?:split[- ]?brain|${cutWord}|network (?:fails|breaks|failure|is down))(?: (?:happens|occurs))?\\b`,
    ),
  )
  return found ? { kind: 'cut', shape: 'any', sizes: null } : null
}

function resize(phrase: Phrase): Scenario | null {
  const to =
    phrase.take(
      new RegExp(
        `(?:grow|grows|grew|scale|scales|scaled|expand|expands|shrink|shrinks|increase|go|goes|move|reduce)(?: up| out| down| in)?(?: the cluster| our cluster)?(?: from ${countWord}(?: ${node})?)? to ${countWord}(?: ${node})?`,
      ),
    ) ?? null
  if (to) {
    if (to[1] !== undefined) phrase.nodes = numberOf(to[1], 'nodes')
    return { kind: 'resize', to: numberOf(to[2] ?? '', 'nodes'), by: null }
  }
  const added = phrase.take(new RegExp(`\\b(add|adding|remove|removing) ${numberWord} (?:more )?${node}`))
  if (added) {
    const by = numberOf(added[2] ?? '', 'nodes')
    return { kind: 'resize', to: null, by: added[1]?.startsWith('add') ? by : -by }
  }
  const have = phrase.take(
    new RegExp(
      `^(?:what (?:happens )?(?:if|when|with) )?(?:we |there |it )?(?:have |had |run |ran |are |were |is |was |need )?${countWord} ${node}$`,
    ),
  )
  return have ? { kind: 'resize', to: numberOf(have[1] ?? '', 'nodes'), by: null } : null
}

function tooMany(some: number, all: number, what: string): Refusal {
  return new Refusal(
    'usage',
    `${some} of ${all} ${what} cannot be lost: there are only ${all}.`,
    `Write for example: what if 2 of 5 nodes fail.`,
  )
}
