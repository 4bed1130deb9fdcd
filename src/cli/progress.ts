import type { Progress } from '../review/request.ts'

/** One line that is written over as phases pass, and wiped before the report. */
export function progressLine({ err, watched }: { err: (text: string) => void; watched: boolean }): {
  show(step: Progress): void
  clear(): void
} {
  const done: string[] = []
  let shown = false
  const write = (text: string) => {
    if (!watched) return
    err(`\r\u001b[2K${text}`)
    shown = text !== ''
  }
  return {
    show: ({ state, text }) => {
      if (state === 'done') done.push(`✓ ${text}`)
      write(state === 'done' ? done.join(' · ') : [...done, `◌ ${text}`].join(' · '))
    },
    clear: () => {
      if (shown) write('')
    },
  }
}
