import { z } from 'zod'
import { Severity } from '../report.ts'

const words = (most: number) => z.string().trim().min(1).max(most)

/** Lines of a file. */
export const Lines = z.object({
  path: words(4_096).describe('The file, as it is listed'),
  startLine: z.int().min(1),
  endLine: z.int().min(1),
})

/** Something that would have made it right, and how one sees that it is not there. */
const Guard = z.object({
  guard: words(200).describe('What would have made it right'),
  letters: words(120)
    .nullable()
    .describe(
      'Letters that code with this guard would hold, such as transaction(; null where none would show it',
    ),
  under: words(4_096)
    .optional()
    .describe('The file or folder where it would have to stand; left out: the quoted file'),
})

/** A finding as the model submits it. */
export const Claim = Lines.extend({
  rule: words(80).describe('Id of a hazard in the list; "none" where none fits'),
  title: words(120).optional().describe('With "none": the fault in a few words'),
  whyNoHazard: words(400).optional().describe('With "none": why no hazard of the list fits'),
  function: words(300)
    .optional()
    .describe('The function that holds the lines, as Module.function/arity or module:function/arity'),
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
  failureScenario: z.array(words(400)).min(2).max(8).describe('How the system fails, step by step'),
  impact: words(600).describe('What it costs'),
  lookedFor: z.array(Guard).min(1).max(10).describe('Guards that were looked for and not found'),
  fix: words(1_200).describe('What to do, in words'),
  residualRisk: words(600).optional().describe('What stays at risk after that'),
  corrects: z
    .int()
    .min(1)
    .optional()
    .describe('The number of the claim that came back and that this corrects'),
})
export type Claim = z.infer<typeof Claim>

/** Parts of a report that the expert may add to. */
export const parts = [
  'architecture',
  'clustering',
  'coordination',
  'consistency',
  'partitions',
  'monitoring',
  'recommendations',
  'tests',
] as const

/** An addition to a part of the report, or a note on a finding of the rules. */
export const Addition = z.object({
  part: z.enum(parts).optional().describe('The part of the report that it belongs to'),
  finding: words(80).optional().describe('Or the fingerprint of a finding that it explains'),
  text: words(1_200).describe('Short sentences; every statement about the code names its place as path:line'),
  places: z.array(Lines).min(1).max(8).describe('The places that it rests on'),
})
export type Addition = z.infer<typeof Addition>
