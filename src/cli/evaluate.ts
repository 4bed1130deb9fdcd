import { evaluationCard } from '../blocks/cards/evaluation.ts'
import { buildCards } from '../blocks/cards/evaluation-build.ts'
import { requirementParts } from '../blocks/cards/evaluation-requirements.ts'
import { markdown } from '../blocks/markdown.ts'
import { terminal } from '../blocks/terminal.ts'
import { readNetwork } from '../config.ts'
import { parseSource } from '../review/checkout/index.ts'
import { type Consultation, consult, readAnswers, readRepository } from '../review/consensus/index.ts'
import { Refusal } from '../review/refusal.ts'
import type { Command } from './arguments.ts'
import type { Screen } from './print.ts'

type Evaluate = Command & { readonly kind: 'evaluate' }
interface Surroundings extends Screen {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/**
 * Answers from words, from `key=value` and from a repository; with none of them it says which questions decide most.
 * Rejects with a Refusal: 'usage' for words and values that cannot be read, others where there is no answer.
 */
export async function printEvaluation(command: Evaluate, surroundings: Surroundings): Promise<string> {
  const consultation = await consultationOf(command, surroundings)
  if (command.format === 'json') return `${JSON.stringify(consultation, null, 2)}\n`
  const cards = consultationCards(consultation)
  return command.format === 'markdown' ? markdown(cards) : terminal(cards, surroundings)
}

async function consultationOf(
  { useCase, answers, repository, ref }: Evaluate,
  surroundings: Surroundings,
): Promise<Consultation> {
  const set = readAnswers(answers)
  // What cannot be read is said before anything is fetched.
  const alone = consult({ words: useCase, set })
  if (repository === null) return answered(alone)
  const source = parseSource(repository, 'command-line')
  const { environment, signal } = surroundings
  const network = readNetwork(environment)
  const { commit, shown } = await readRepository({ source, ref, mirrors: null, network, signal })
  return answered(consult({ words: useCase, set, shown, repository: { name: source.name, commit } }))
}

/** Throws a Refusal where words were given and nothing at all could be read or shown. */
function answered(consultation: Consultation): Consultation {
  if (consultation.useCase === null || consultation.requirements.some(({ source }) => source !== 'assumed'))
    return consultation
  throw new Refusal(
    'not-understood',
    'Nothing in these words says what the data is or what it must withstand.',
    'Say for example: a lock for a nightly job, never twice, 6 nodes, Postgres; or set answers with `--set key=value`.',
  )
}

function consultationCards(consultation: Consultation) {
  const { answer, repository, useCase } = consultation
  const about =
    repository === null
      ? null
      : repository.commit === null
        ? repository.name
        : `${repository.name} at ${repository.commit.slice(0, 7)}`
  const isAsked = useCase !== null || repository !== null
  const basis = isAsked ? requirementParts(consultation) : []
  return [evaluationCard(consultation, { about, basis }), ...(answer === null ? [] : buildCards(answer))]
}
