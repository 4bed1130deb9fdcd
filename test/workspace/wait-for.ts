/**
 * Resolves when the condition holds, which is looked at again after each request that the bot makes; rejects after so
 * many milliseconds. `onServed` says when one was made, until its result is called.
 */
export function waitingFor(onServed: (listener: () => void) => () => void) {
  return async (
    what: string,
    condition: () => Promise<boolean> | boolean,
    patience = 10_000,
  ): Promise<void> => {
    let wake: () => void = () => {}
    const stop = onServed(() => wake())
    let late = false
    const timer = setTimeout(() => {
      late = true
      wake()
    }, patience)
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        if (await condition()) return
        if (late) throw new Error(`Waited ${patience} ms in vain for this: ${what}`)
        await woken
      }
    } finally {
      clearTimeout(timer)
      stop()
    }
  }
}
