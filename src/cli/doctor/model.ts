import { z } from 'zod'
import { askServer } from './answer.ts'
import { type Check, failed, off, ok } from './check.ts'

const name = 'Model'
const Model = z.object({ id: z.string() })

/** From and to which status, what is wrong, what to do. */
const failures: readonly (readonly [number, number, string, string])[] = [
  [402, 402, 'The account of ANTHROPIC_API_KEY has no credit left', 'Add credit to the account.'],
  [
    429,
    429,
    'The limit of requests of ANTHROPIC_API_KEY is met',
    'Wait a minute, or have the limit of the account raised.',
  ],
  [
    529,
    529,
    "The model's API is overloaded",
    'Try again later; until then reviews end with what the rules found.',
  ],
  [500, 599, "The model's API has an error of its own", 'Try again later.'],
]

/** Whether the package of a cloud is there; its credentials are its own matter, and asking it costs. */
export async function cloudCheck(
  via: 'bedrock' | 'vertex',
  load: (name: string) => Promise<unknown> = (package_) => import(package_),
): Promise<Check> {
  const needed = `@anthropic-ai/${via}-sdk`
  try {
    await load(needed)
  } catch {
    return failed(
      name,
      `EXPERT_VIA is ${via}, and ${needed} is not installed.`,
      `Install ${needed} beside distreview.`,
    )
  }
  return ok(name, `${needed} is installed; whether ${via} lets it in shows at the first review.`)
}

/** Asks for the model by name, which costs nothing. `url` has no slash at its end: https://api.anthropic.com. */
export async function modelCheck(
  { key, model }: { readonly key: string | undefined; readonly model: string },
  ask: typeof fetch,
  url: string,
): Promise<Check> {
  if (!key) {
    return off(
      name,
      'No key: reviews are by the rules alone.',
      'Set ANTHROPIC_API_KEY for depth standard and deep.',
    )
  }
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
  const answer = await askServer(ask, `${url}/v1/models/${encodeURIComponent(model)}`, { headers })
  if ('unreachable' in answer) {
    const next = 'Check the connection of this machine: it must reach api.anthropic.com by https.'
    return failed(name, `The model's API cannot be reached (${answer.unreachable}).`, next)
  }
  const { status, body } = answer
  if (status === 401 || status === 403) {
    return failed(
      name,
      `ANTHROPIC_API_KEY is not accepted (status ${status}).`,
      'Copy the key again, or make a new one.',
    )
  }
  if (status === 404) {
    return failed(name, `This key has no model ${model}.`, 'Set ANTHROPIC_MODEL to a model of your account.')
  }
  const busy = failures.find(([from, to]) => status >= from && status <= to)
  if (busy) return failed(name, `${busy[2]} (status ${status}).`, busy[3])
  const known = Model.safeParse(body)
  if (status !== 200 || !known.success) {
    return failed(name, `The model's API answered with status ${status}.`, 'Try again later.')
  }
  return ok(name, `The key is accepted and has ${known.data.id}.`)
}
