/** A repository as git is told of it: always by name, so that git neither searches for one nor obeys `core.worktree`. */
export interface Repository {
  /** As people know it: `owner/name` or the folder's name. */
  readonly name: string
  readonly gitDir: string
  /** Null: bare, or read as if it were. */
  readonly workTree: string | null
  /** Settings of this repository alone (`key=value`): the pinned address, the certificate file, disarmed filters. */
  readonly settings: readonly string[]
  /** `https` where it may be fetched into; `none` for everything else, so that no lazy fetch leaves the machine. */
  readonly transport: 'https' | 'none'
  /** How git signs in (askpass.ts), as environment of the processes that talk to a server; left out: it does not. */
  readonly signIn?: Readonly<Record<string, string>>
}

/**
 * One table for simple-git and for the processes that are spawned directly. It overrides the repository's own
 * configuration, which may be hostile: hooks, fsmonitor, filters, helpers and every transport but https.
 */
const SETTINGS: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.excludesFile=/dev/null',
  'core.attributesFile=/dev/null',
  'core.quotePath=false',
  'protocol.allow=never',
  'protocol.https.allow=always',
  'credential.helper=',
  'filter.lfs.clean=',
  'filter.lfs.smudge=',
  'filter.lfs.process=',
  'filter.lfs.required=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'fetch.unpackLimit=1',
  'status.submoduleSummary=false',
  'transfer.fsckObjects=true',
  'gc.auto=0',
  'maintenance.auto=false',
  'http.followRedirects=false',
  'http.sslVerify=true',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=20',
]

/** simple-git's own net refuses the table above; these switches let it through. No user text is in the table. */
export const UNSAFE = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeAskPass: true,
  allowUnsafeFilter: true,
  allowUnsafeCredentialHelper: true,
} as const

/** Every `-c` setting for this repository, in order; the later ones win. */
export function settingsOf(repository: Repository): string[] {
  // Containers and CI mount folders of another user, which git refuses unless they are named.
  const owned = [`safe.directory=${repository.gitDir}`]
  if (repository.workTree) owned.push(`safe.directory=${repository.workTree}`)
  return [...SETTINGS, ...owned, ...repository.settings]
}

/**
 * The whole environment of a git process. Nothing is inherited: neither a token, a proxy nor another git in front
 * of PATH. GIT_ALLOW_PROTOCOL outranks whatever `protocol.*.allow` the repository's configuration says.
 */
export function environmentOf(repository: Repository): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin:/run/current-system/sw/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_DIR: repository.gitDir,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_ALLOW_PROTOCOL: repository.transport === 'https' ? 'https' : '',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    ...repository.signIn,
  }
  if (repository.workTree) environment.GIT_WORK_TREE = repository.workTree
  return environment
}
