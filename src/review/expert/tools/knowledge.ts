import { z } from 'zod'
import { consult, readAnswers } from '../../consensus/index.ts'
import { Refusal } from '../../refusal.ts'
import { hazardOf } from '../../rules/hazards.ts'
import { rules } from '../../rules/index.ts'
import { hazardPages } from '../brief/hazard-pages.ts'
import { defineTool, type Tool } from './tool.ts'

/** Options of an evaluation that are told; the rest are worse. */
const mostOptions = 5

/** Everything that the catalogue knows of one hazard. */
export const hazardTool: Tool = defineTool({
  name: 'hazard',
  description:
    'The page of one hazard: how it fails, where it shows, what makes it right, how it is mended, and sources.',
  input: z.object({ id: z.string().min(1).max(80) }),
  run({ id }) {
    const hazard = hazardOf(id)
    const page = hazardPages[id]
    if (!hazard || !page) return { text: `There is no hazard ${id} in the list.`, wrong: 'subject' }
    const rule = rules.find((each) => each.id === id)
    const lines = [
      `${hazard.id}, ${hazard.severity}, ${hazard.family}: ${hazard.title}`,
      `Why: ${page.why}`,
      `Where it shows: ${page.look}`,
      `In order when: ${page.okWhen || 'nothing makes it right.'}`,
      ...(rule
        ? [
            `Fix: ${rule.fix.summary}`,
            `A rule looks for it${rule.candidate ? ', and posts nothing by its shape alone' : ''}.`,
          ]
        : ['No rule looks for it.']),
      `Sources: ${page.source || 'none named'}`,
    ]
    return { text: lines.join('\n') }
  },
})

/** The consensus model over a use case: what fits, what is vetoed, which answer decides. */
export const mechanismTool: Tool = defineTool({
  name: 'evaluate_mechanism',
  description:
    'Says which coordination mechanism fits a use case, by vetoes and scores: give it in words, as answers such as data=order or consistency=2, or both.',
  input: z.object({
    useCase: z.string().max(1_000).optional(),
    answers: z.array(z.string().max(100)).max(20).optional(),
  }),
  run({ useCase, answers = [] }) {
    try {
      const { options, recommendation, caveats, questions, requirements } = consult({
        words: useCase ?? null,
        set: readAnswers(answers),
      })
      const asked = requirements.map(({ key, value, source }) => ({ key, value, source }))
      const best = options.slice(0, mostOptions).map(({ id, name, score, rating, vetoes }) => ({
        ...{ id, name, score, rating },
        vetoes: vetoes.map(({ reason }) => reason),
      }))
      return {
        text: JSON.stringify({
          ...{ recommendation, options: best, caveats, requirements: asked },
          decisive: questions.map(({ question }) => question),
        }),
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { text: error.sentence, wrong: 'subject' }
    }
  },
})
