import { listed, nodeNames } from './names.ts'
import { broken, none, type Result } from './result.ts'

/**
 * The answers of a multi-node call, paired with the list of nodes that were asked. `dropped`: nodes that are down
 * or late leave no answer (`:rpc.multicall`, `GenServer.multi_call`); `in-place`: each has one (`:erpc.multicall`).
 * @param call `nodes` asked; `missing` as above; `down`: the places (from 0) that are down, null: any one.
 * @returns a node that is given the answer of another; with `down` null the case with the fewest wrong pairs.
 */
export function misalignedZip(call: {
  nodes: number
  missing: 'dropped' | 'in-place'
  down: readonly number[] | null
}): Result {
  const { nodes, missing, down } = call
  const names = nodeNames(nodes)
  const lanes = ['caller']
  const cases = down ? [down] : names.map((_, i) => [nodes - 1 - i])
  for (const places of cases) {
    const away = names.filter((_, i) => places.includes(i))
    const parameters = { nodes, missing, down: away.join(', ') }
    const answers = names.filter((name) => missing === 'in-place' || !away.includes(name))
    const pairs = answers.map((answer, i) => ({ node: names[i] ?? '', answer }))
    const wrong = pairs.find(({ node, answer }) => node !== answer)
    if (!wrong) continue
    return broken(
      { kind: 'misaligned-zip', parameters, lanes },
      [
        {
          lane: 'caller',
          text: `The caller asks ${listed(names)}; ${listed(away)} ${away.length === 1 ? 'is' : 'are'} down.`,
          after: `The answers are those of ${listed(answers)}, in this order.`,
        },
        {
          lane: 'caller',
          text: `The caller pairs [${names.join(', ')}] with [${answers.join(', ')}].`,
          after: `${wrong.node} is given the answer of ${wrong.answer}; pairs: ${pairs.map(({ node, answer }) => `${node}-${answer}`).join(', ')}.`,
        },
      ],
      'The lists were paired place by place, as a zip does.',
    )
  }
  const parameters = {
    nodes,
    missing,
    down: down ? names.filter((_, i) => down.includes(i)).join(', ') : 'any one',
  }
  return none({ kind: 'misaligned-zip', parameters, lanes }, 'Each answer stands at the place of its node.')
}
