/** Where a repository is. Local paths come from the command line and the configuration only. */
export type Source =
  | { readonly kind: 'remote'; readonly name: string; readonly url: string }
  | { readonly kind: 'local'; readonly name: string; readonly path: string }

/** A file that may be read: a regular blob (or file), never a symlink, never a submodule. */
export interface Entry {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Git object id; null for files of a folder. */
  readonly oid: string | null
}

export interface Skipped {
  readonly path: string
  readonly reason: string
}

/** A repository held still: at one commit, or a folder as it is now. */
export interface Snapshot {
  readonly kind: 'commit' | 'worktree' | 'folder'
  readonly commit: string | null
  /** The branch or tag that was asked for or is checked out; null for a bare commit. */
  readonly ref: string | null
  /** Worktree kind: it differs from its commit. */
  readonly dirty: boolean
  /** Commit kind of a working folder: files changed since, which are not read. */
  readonly unreadChanges: number
  /** `https://host/owner/name` for a remote on a known forge, or null. */
  readonly webUrl: string | null
  /** Every readable file, sorted by path. */
  readonly entries: readonly Entry[]
  /** Symlinks, submodules, names that are not UTF-8, path over the limit: named, never opened. */
  readonly skipped: readonly Skipped[]
  /** Things the reader of the report must know, e.g. "shallow clone". */
  readonly notes: readonly string[]
  /** Streams contents in the order asked; an entry over `maxBytes` is not in it (the caller filters by size). */
  read(entries: readonly Entry[]): AsyncIterable<{ readonly entry: Entry; readonly bytes: Buffer }>
  /** Frees what was opened; removes a temporary mirror. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Branch, tag or commit; null is HEAD. */
  readonly ref: string | null
  /** Read a working folder as it is instead of HEAD. */
  readonly worktree: boolean
  /** Where mirrors of remotes are kept between reviews; null makes a temporary one. */
  readonly mirrors: string | null
  readonly signal?: AbortSignal
}
