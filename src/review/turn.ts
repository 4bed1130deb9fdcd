/** Gives the event loop a turn: a long review must not keep a chat platform waiting for its acknowledgement. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
