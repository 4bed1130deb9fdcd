import { setTimeout as pause } from 'node:timers/promises'
import { delivers } from './deliver.ts'
import { openStage } from './stage.ts'
import { broken, isAnswered, readChannel } from './threads.ts'

interface Stopped {
  readonly program: string
  readonly postgres: string
}

const tag = 't0'
const longest = 120_000

/**
 * A worker is stopped (SIGSTOP) when the first message of an answer has landed, for longer than its lease; another
 * takes its work and ends it; then it is let go on (SIGCONT). Resolves to what it still said, and what is wrong.
 */
export async function stoppedWorker({ program, postgres }: Stopped) {
  const stage = await openStage({ program, postgres, tags: [tag], lookUp: true })
  try {
    const { workspace } = stage
    const stopped = await stage.start({ point: 'card posted', nth: 1, signal: 'SIGSTOP' })
    workspace.listen(stopped.port)
    if (!(await delivers(workspace, tag))) throw new Error('The request was not acknowledged.')
    const posts = () => workspace.asked.filter(({ method }) => method === 'chat.postMessage').length
    await workspace.waitFor('the parent and the first card', () => posts() >= 2, longest)
    await stage.start(null)
    let channel = await readChannel(workspace, [tag])
    for (const began = performance.now(); performance.now() - began < longest; await pause(500)) {
      channel = await readChannel(workspace, [tag])
      if (isAnswered(channel.threads.get(tag) ?? [])) break
    }
    // What the other one has still to say of it, such as its last edit.
    await pause(2_000)
    const before = workspace.asked.length
    process.kill(stopped.pid, 'SIGCONT')
    await pause(8_000)
    const said = workspace.asked.slice(before).filter(({ method }) => method.startsWith('chat.'))
    return {
      saidAfterwards: said.map(({ method }) => method),
      broken: broken(await readChannel(workspace, [tag])),
    }
  } finally {
    await stage.close()
  }
}
