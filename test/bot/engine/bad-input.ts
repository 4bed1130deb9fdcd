/** What is asked for, and what is left of it: the first message (null: none, the words say nothing to review) and the answer. */
interface BadInput {
  readonly name: string
  readonly words: string
  readonly parent: string | null
  readonly answer: string
}

/** `who` is how the first message ends: ` for ana` where the platform knows a name. */
export function badInputs(commit: string, who: string): readonly BadInput[] {
  const at = commit.slice(0, 7)
  const unread = (path: string, reason: string): BadInput => ({
    name: path,
    words: `review ${path}`,
    parent: `distreview Could not review \`${path}\` of shop (${at})${who}.\n✓ found 6 files · ✗ reading`,
    answer: `No Elixir or Erlang file of shop (${at}) could be read (${path}: ${reason}).\nName another path.`,
  })
  return [
    {
      name: 'a path that is not there',
      words: 'review lib/shp',
      parent: `distreview Could not review \`lib/shp\` of shop (${at})${who}.\n✓ found 6 files · ✗ not finished`,
      answer: `\`lib/shp\` is not in shop (${at}).\nDid you mean \`lib/shop\`?`,
    },
    {
      name: 'a ref that is not there',
      words: 'review lib on mian',
      parent: `distreview Could not review \`lib\` of shop at \`mian\`${who}.\n✗ fetching`,
      answer: 'shop has no branch, tag or commit `mian`.\nDid you mean `main`?',
    },
    {
      name: 'a ref that could be an option',
      words: 'review lib on --upload-pack=x',
      parent: `distreview Could not review \`lib\` of shop at \`--upload-pack=x\`${who}.\n✗ fetching`,
      answer:
        '`--upload-pack=x` cannot be the name of a branch, tag or commit.\nGive a name such as `main` or `v1.2.0`, or a full commit id: at most 255 bytes, no leading dash, no spaces and none of `..`, `@{`, `~^:?*[\\`.',
    },
    {
      name: 'a repository that is not connected',
      words: 'review lib of shp',
      parent: null,
      answer: 'No repository "shp" is connected.\nDid you mean shop? Connected: shop, depot.',
    },
    {
      name: 'a path with no Elixir or Erlang',
      words: 'review docs',
      parent: `distreview Could not review \`docs\` of shop (${at})${who}.\n✓ found 6 files · ✗ not finished`,
      answer: `There is no Elixir or Erlang file in \`docs\` of shop (${at}).\nThere is some in \`data\`, \`lib\`.`,
    },
    { ...unread('data/big.ex', '40 MB, over the limit of 4 MB for a file'), name: 'a 40 MB file' },
    { ...unread('data/binary.erl', 'a binary file'), name: 'a binary file' },
    {
      ...unread('data/latin.ex', 'not valid UTF-8, which Elixir does not compile: save it as UTF-8'),
      name: 'invalid UTF-8',
    },
    {
      name: 'a ref that a shallow clone lacks',
      words: 'review lib on v1.0 of depot',
      parent: `distreview Could not review \`lib\` of depot at \`v1.0\`${who}.\n✗ fetching`,
      answer:
        'depot is a shallow clone and has no branch, tag or commit `v1.0`.\nThe default branch is `main`. Or deepen it with `git fetch --unshallow --tags`.',
    },
    {
      name: 'nothing after review',
      words: 'review',
      parent: null,
      answer:
        'It is not said what to review.\nName a path, as in: review lib/cluster on main. The whole repository is: review .',
    },
  ]
}
