/** The words of a question, from which readers take what they understand; what is left was not read. */
export class Phrase {
  readonly said: string
  /** Figures that stand within an event: `1 of 3 regions`, `from 5 to 80`. */
  nodes: number | null = null
  regions: number | null = null
  #rest: string

  constructor(said: string) {
    this.said = said
    this.#rest = said
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/[“”"?!`*]/g, ' ')
      .replace(/[–−]/g, '-')
      .replace(/\s+/g, ' ')
      .trim()
  }

  get rest(): string {
    return this.#rest
  }

  /** Whether the words stand in what is left; nothing is taken. */
  has(pattern: RegExp): boolean {
    return pattern.test(this.#rest)
  }

  /** The first match, which is then read. */
  take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.#rest)
    if (found) {
      const blank = ' '.repeat(found[0].length)
      this.#rest = this.#rest.slice(0, found.index) + blank + this.#rest.slice(found.index + found[0].length)
    }
    return found
  }

  /** Words that carry meaning and are left. */
  unread(): string[] {
    return this.#rest
      .split(/[\s,;.()]+/)
      .filter((word) => /[a-z0-9]{3,}|\d/.test(word) && !silent.has(word.replace(/[^a-z]/g, '')))
  }
}

const silent = new Set(
  (
    'what whats what’s happens happen would will when suppose that and the our your its their one all are is was were be been has have had ' +
    'for with from into then than this these those there here they them you we us our ours its can could should ' +
    'does did out off suddenly still just now only each every any some both between during after before while ' +
    'again other others cluster clusters node nodes server servers machine machines pod pods replica replicas ' +
    'system application app service production run runs running use uses using keep keeps kept stored store ' +
    'configured setup where whose which about let say assume imagine given currently today happening network ' +
    'time same goes gets get becomes become completely entire whole at once ones by to of in on it if so do go'
  ).split(' '),
)
