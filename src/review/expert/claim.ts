import { z } from 'zod'
import { Severity } from '../report.ts'

const words = (most: number) => z.string().trim().min(1).max(most)

/** A finding as the model submits it. */
export const Claim = z.object({
  rule: words(80).describe('Id of a hazard in the list'),
  path: words(4_096).describe('The file, as it is listed'),
  startLine: z.int().min(1),
  endLine: z.int().min(1),
  quote: z
    .string()
    .min(1)
    .max(6_000)
    .describe(
      'The code of these lines, letter for letter, without line numbers: one line of quote for each line',
    ),
  severity: Severity.describe('As bad as it is here'),
  confidence: z.int().min(0).max(100).describe('How sure you are, in percent'),
  problem: words(1_200).describe('What the code does, in one or two sentences'),
  failureScenario: z.array(words(400)).min(1).max(8).describe('How the system fails, step by step'),
  impact: words(600).describe('What it costs'),
  lookedFor: z.array(words(200)).max(10).describe('What would have made it right, and was not found'),
  fix: words(1_200).describe('What to do, in words'),
  residualRisk: words(600).optional().describe('What stays at risk after that'),
})
export type Claim = z.infer<typeof Claim>
