import type { Call, Clause, Expr } from '../../../source/form.ts'
import type { Frame, Site } from '../../../source/program/program.ts'
import { results, visit } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

/** What stores answer where somebody else was faster. */
const conflicts =
  /^(version_mismatch|wrong_expected_version|conflict|stale|cas_failed|cas_mismatch|mismatching_node|node_not_matching|revision_mismatch|precondition_failed|etag_mismatch|write_conflict)$/

export default defineRule({
  id: 'race-unbounded-cas-retry',
  family: 'races',
  severity: 'important',
  title: 'A refused update is tried again at once, for ever',
  problem:
    'The function calls itself with the same arguments when the store says that somebody else was faster; nothing counts and nothing waits.',
  failureScenario: [
    'Many callers update the same key.',
    'All but one are refused and try again in the same moment.',
    'The store works off refusals; callers time out, and those who wait for them try again as well.',
  ],
  impact: 'Load grows with contention, just when the store is slowest; a caller may never come through.',
  guardsLookedFor: ['a number of attempts', 'a wait between attempts'],
  fix: {
    summary: 'Count the attempts, wait a little longer each time, with jitter; or give the key one writer.',
    elixir:
      'def update(key, fun, tries \\\\ 5)\ndef update(_key, _fun, 0), do: {:error, :contention}\n\ndef update(key, fun, tries) do\n  with {:ok, value, version} <- Store.get(key),\n       {:error, :version_mismatch} <- Store.put_if(key, fun.(value), version) do\n    Process.sleep(:rand.uniform(20 * (6 - tries)))\n    update(key, fun, tries - 1)\n  end\nend',
    erlang:
      'update(_Key, _Fun, 0) ->\n    {error, contention};\nupdate(Key, Fun, Tries) ->\n    {ok, Value, Version} = store:get(Key),\n    case store:put_if(Key, Fun(Value), Version) of\n        {error, version_mismatch} ->\n            timer:sleep(rand:uniform(20 * (6 - Tries))),\n            update(Key, Fun, Tries - 1);\n        Answer ->\n            Answer\n    end.',
    residualRisk: 'Callers have to expect the answer that there was too much contention.',
  },
  sources: [
    'Ecto.Changeset.optimistic_lock/3 https://hexdocs.pm/ecto/Ecto.Changeset.html',
    'M. Brooker, Exponential backoff and jitter https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/',
  ],
  holds: 'refused updates are tried again a bounded number of times',
  // Whether many contend for one key is not seen in the code.
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { expr, frame } of program.branches()) {
      for (const clause of expr.clauses) {
        const [pattern] = clause.patterns
        if (!pattern || !saysConflict(pattern)) continue
        const again = sameCall(clause, frame)
        if (!again) continue
        examined.push({ expr: again, frame })
        const hit = judge(clause, { expr: again, frame })
        if (hit) hits.push(hit)
      }
    }
    return { hits, examined }
  },
})

function saysConflict(pattern: Expr): boolean {
  let says = false
  visit(pattern, (inner) => {
    if (inner.kind === 'atom' && conflicts.test(inner.name)) says = true
    else if (inner.kind === 'map' && inner.struct === 'Ecto.StaleEntryError') says = true
  })
  return says
}

/** The function's call of itself that ends the alternative, with its own parameters as they came. */
function sameCall(clause: Clause, { module, fn, clause: own }: Frame): Call | null {
  for (const end of results(clause.body)) {
    if (end.kind !== 'call' || end.module !== module?.name || end.name !== fn?.name) continue
    const same = end.args.every((arg, i) => {
      const parameter = nameOf(own.patterns[i])
      return arg.kind === 'var'
        ? arg.name === parameter
        : parameter === null && arg.kind === own.patterns[i]?.kind
    })
    if (same && end.args.length === own.patterns.length) return end
  }
  return null
}

function nameOf(pattern: Expr | undefined): string | null {
  if (pattern?.kind === 'var') return pattern.name
  if (pattern?.kind !== 'match') return null
  return nameOf(pattern.pattern) ?? nameOf(pattern.value)
}

function judge(clause: Clause, site: Site): Hit | null {
  let waits = false
  for (const expr of clause.body)
    visit(expr, (inner) => {
      if (inner.kind === 'receive') waits = true
      else if (inner.kind === 'call' && /sleep|backoff|back_off|wait|send_after/.test(inner.name))
        waits = true
    })
  if (waits) return null
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [
      { name: 'shape', text: 'The function calls itself when its update was refused.' },
      { name: 'followed', text: 'All arguments are the ones it was given: none counts the attempts.' },
      { name: 'many-writers', text: 'The refusal says that somebody else writes the same.' },
      ...placeReasons(site.frame),
    ],
  }
}
