interface Wanted {
  readonly kills: number
  readonly database: 'embedded' | 'postgres'
  readonly seed: number
  readonly lookUp: boolean
}

const usage = 'npm run chaos -- [--kills N] [--database embedded|postgres] [--seed N] [--no-look-up]'

/** Reads the command line; a sentence says what is wrong with it. */
export function readArguments(words: readonly string[]): Wanted | string {
  let wanted: Wanted = { kills: 100, database: 'embedded', seed: 1, lookUp: true }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === '--no-look-up') {
      wanted = { ...wanted, lookUp: false }
      continue
    }
    at += 1
    const value = words[at] ?? ''
    const number = /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null
    if (word === '--kills' && number !== null) wanted = { ...wanted, kills: number }
    else if (word === '--seed' && number !== null) wanted = { ...wanted, seed: number }
    else if (word === '--database' && (value === 'embedded' || value === 'postgres'))
      wanted = { ...wanted, database: value }
    else return `${[word, value].join(' ').trim()} cannot be read. ${usage}`
  }
  return wanted
}
