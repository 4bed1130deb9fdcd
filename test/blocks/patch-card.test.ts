import { expect, test } from 'vitest'
import { fixCard } from '../../src/blocks/cards/details.ts'
import { markdown } from '../../src/blocks/markdown.ts'
import { judged } from '../review/fixes/patched.ts'

const code = `-module(election).
-export([won/2]).

won(Votes, Voters) ->
    length(Votes) >= length(Voters) div 2.
`

test('a checked patch is shown as a diff, and says what was checked and what was not', async () => {
  const { findings } = await judged({ 'src/election.erl': code })
  const [finding] = findings
  expect(findings).toHaveLength(1)
  if (!finding) return
  expect(markdown([fixCard(finding)])).toBe(`# Fix: The threshold is not more than half

Ask for more than half of the configured voters.

\`\`\`diff
--- a/src/election.erl
+++ b/src/election.erl
@@ -2,4 +2,4 @@
 -export([won/2]).
 
 won(Votes, Voters) ->
-    length(Votes) >= length(Voters) div 2.
+    length(Votes) >= length(Voters) div 2 + 1.
\`\`\`

A patch for this commit. It was applied in memory, read again and reviewed again: this finding is gone and no other is new. It was not compiled, and your tests did not run.

**Still at risk:** A right threshold is no election: one vote per node and term, kept on disk, and a losing side that steps down are still needed.
`)
})
