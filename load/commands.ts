/** What one person of a workspace types, and when: milliseconds from the beginning. */
export interface Command {
  readonly team: string
  readonly words: string
  readonly at: number
}

const teams = Array.from({ length: 20 }, (_, at) => `T${String(at + 1).padStart(9, '0')}`)
/** Reviews that the first workspace asks for before anybody else asks for one. */
const greedy = 12
const commands = 200
/** Milliseconds. */
const within = 10_000

/**
 * 200 commands in 10 s from 20 workspaces. The first asks for twelve reviews at once, then each of the others for one;
 * everything else is what is answered soon.
 */
export function plan(): { readonly commands: readonly Command[]; readonly tags: readonly string[] } {
  const words: { team: string; words: string }[] = []
  const tags: string[] = []
  const review = (team: string) => {
    const tag = `t${tags.length}`
    tags.push(tag)
    words.push({ team, words: `review lib on ${tag}` })
  }
  const [first = '', ...others] = teams
  for (let asked = 0; asked < greedy; asked += 1) review(first)
  for (const team of others) review(team)
  for (let at = 0; words.length < commands; at += 1) {
    words.push({ team: teams[at % teams.length] ?? first, words: 'schedules' })
  }
  return { tags, commands: words.map((each, at) => ({ ...each, at: (at * within) / commands })) }
}
