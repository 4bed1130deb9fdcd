/** Bytes of one document; a larger one is data, not a manifest. */
export const documentLimit = 1_000_000

export type DocumentKind =
  | 'yaml'
  | 'fly'
  | 'dockerfile'
  | 'hcl'
  | 'vm-args'
  | 'shell-environment'
  | 'cookie'
  | 'tool-versions'
  | 'procfile'
  | 'script'

/** Pipelines, editors and lock files are YAML too, and say nothing about what runs. */
const noManifest =
  /(^|\/)(\.github|\.gitlab|\.circleci|\.buildkite|\.ort|node_modules|_build|gettext|i18n|locales?)\/|(^|\/)\.[^/]*\.ya?ml$|(^|\/)(pnpm-lock|pnpm-workspace|mkdocs|openapi|swagger|snapcraft)[^/]*\.ya?ml$/i

/** Source and prose that share a name with a document: `dockerfile.ex`, `Dockerfile.md`. */
const otherwiseRead = /\.(exs?|[eh]rl|escript|md|txt|json)$/i

/** The first that matches decides. */
const kinds: readonly (readonly [RegExp, DocumentKind])[] = [
  [/(^|\/)(fly[^/]*|[^/]*\.fly)\.toml$|(^|\/)fly\/[^/]+\.toml$/i, 'fly'],
  [/(^|\/)(Dockerfile|Containerfile)([.-][^/]*)?$|\.(dockerfile|containerfile)$/i, 'dockerfile'],
  [/\.(tf|nomad)$|\.nomad\.hcl$|(^|\/)nomad\/[^/]+\.hcl$/i, 'hcl'],
  [
    /(^|[/.])vm\.args(\.(src|eex|in|cloud|edge|template|example|dist))?$|(^|\/)rel\/([^/]+\/)*[^/]*\.args(\.eex)?$/,
    'vm-args',
  ],
  [/(^|\/)env\.sh(\.eex)?$/, 'shell-environment'],
  [/(^|\/)\.?erlang\.cookie$/, 'cookie'],
  [/(^|\/)\.tool-versions$/, 'tool-versions'],
  [/(^|\/)Procfile([.-][^/]*)?$/, 'procfile'],
  // What starts a container or a release may change its settings first.
  [/(^|\/)(docker|container|image|rel)s?\/([^/]+\/)*[^/]+\.sh$|(^|\/)[^/]*entrypoint[^/]*\.sh$/i, 'script'],
]

/** What a file that is no source is read as, by its path alone; null where it is not read. */
export function documentKind(path: string): DocumentKind | null {
  if (otherwiseRead.test(path)) return null
  for (const [pattern, kind] of kinds) if (pattern.test(path)) return kind
  return /\.ya?ml$/i.test(path) && !noManifest.test(path) ? 'yaml' : null
}

/**
 * Whether a file that is no Elixir or Erlang source says something about what runs, and on how many nodes.
 * A file of more than `documentLimit` bytes is not worth reading.
 */
export function isDocument(path: string): boolean {
  return documentKind(path) !== null
}
