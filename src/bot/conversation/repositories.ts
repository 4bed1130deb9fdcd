import type { Source } from '../../review/checkout/snapshot.ts'
import { Refusal } from '../../review/refusal.ts'
import { nearest } from './nearest.ts'

/** A repository that may be reviewed from a conversation, under the name that people use for it. */
export interface Repository {
  readonly name: string
  readonly source: Source
}

/** The named one, or the first where no name is given. Throws Refusal with the names that there are. */
export function chooseRepository(repositories: readonly Repository[], name: string | null): Repository {
  const [first] = repositories
  if (first === undefined) {
    throw new Refusal(
      'configuration',
      'No repository is connected.',
      'Whoever runs distreview sets REPOSITORIES, for example to shop=https://host/owner/shop.',
    )
  }
  if (name === null) return first
  const found = named(repositories, name)
  if (found) return found
  const names = repositories.map((repository) => repository.name)
  const [meant] = nearest(name, names)
  throw new Refusal(
    'repository',
    `No repository "${name}" is connected.`,
    meant ? `Did you mean ${meant}? Connected: ${names.join(', ')}.` : `Connected: ${names.join(', ')}.`,
  )
}

/** As people type it: exactly, else without regard to case. */
function named(repositories: readonly Repository[], name: string): Repository | undefined {
  return (
    repositories.find((repository) => repository.name === name) ??
    repositories.find((repository) => repository.name.toLowerCase() === name.toLowerCase())
  )
}
