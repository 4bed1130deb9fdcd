/** What one reading of a repository may cost. A limit that bites is named in a refusal, a note or a skipped entry. */
export const LIMITS = {
  /** Files, symlinks and submodules listed; the rest is left out with a note. */
  entries: 200_000,
  /** Bytes of one file; a larger one is listed as skipped and never held in memory. */
  fileBytes: 64 * 1024 * 1024,
  /** Bytes of one path (PATH_MAX on Linux). */
  pathBytes: 4096,
  /** Bytes that one fetch may write. */
  fetchBytes: 2 * 1024 * 1024 * 1024,
  /** Seconds that one exchange with a remote may take. */
  fetchSeconds: 600,
  /** Seconds that one local git command may take. */
  localSeconds: 120,
  /** Bytes of text that a git command may answer where all of it is held at once (lists of refs). */
  answerBytes: 16 * 1024 * 1024,
} as const
