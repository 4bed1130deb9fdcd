/** What each row of the table is called; ratios find the rows by these. */
export const names = {
  blobs: 'contents of the blobs, git cat-file --batch',
  elixir: 'lex, parse, lower: Elixir',
  treeSitter: 'tree-sitter parse: Elixir',
  written: 'forms written with v8.serialize',
  readBack: 'forms read back (peak: MiB that they take)',
  review: 'whole quick review, both languages',
  astGrep: 'ast-grep, 30 patterns: Elixir',
  ripgrep: 'rg, one expression',
  clone: 'git clone --depth 1 file://',
} as const

export const reviewOf = (name: string): string => `whole quick review of ${name}`
export const astGrepOf = (name: string): string => `ast-grep, 30 patterns: Elixir of ${name}`
export const growth = (bytes: number): string => `lex, parse, lower: ${(bytes / 1e6).toFixed(1)} MB of both`
