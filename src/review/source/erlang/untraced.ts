/**
 * Runs without capturing stack traces. A fault is part of reading (a macro's body is tried as one thing after
 * another) and nobody sees its stack, whose capture costs many times what the parsing does.
 */
export function untraced<T>(run: () => T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return run()
  } finally {
    Error.stackTraceLimit = limit
  }
}
