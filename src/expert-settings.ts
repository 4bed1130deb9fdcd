import { z } from 'zod'
import { type Plans, usualPlans } from './review/expert/budget.ts'
import { readPlan } from './review/expert/plan.ts'
import type { Provider } from './review/expert/provider.ts'
import type { MonthLimits } from './review/expert/purse.ts'
import { Refusal } from './review/refusal.ts'

/** The settings of the model that reads the code; a part of those of config.ts. */
export const expertSettings = {
  ANTHROPIC_API_KEY: z.string().optional().meta({
    description:
      'Key of the model that reads the code as well and answers questions; without it the rules review alone',
  }),
  ANTHROPIC_MODEL: z.string().default('claude-opus-5-5').meta({ description: 'Name of the model' }),
  EXPERT_MAX_TOKENS: z.coerce
    .number({ error: 'a number of tokens from 100,000 on' })
    .int()
    .min(100_000)
    .max(100_000_000)
    .default(12_000_000)
    .meta({
      description: 'Most tokens that one deep review takes; standard takes 40% of it, a question 20%',
    }),
  EXPERT_MAX_USD: z.coerce
    .number({ error: 'an amount in USD from 0.5 on' })
    .min(0.5)
    .max(1_000)
    .default(6)
    .meta({ description: 'Most USD that one deep review costs; standard and questions as above' }),
  EXPERT_MONTH_USD: z.coerce.number({ error: 'an amount in USD' }).min(0.5).max(1_000_000).optional().meta({
    description: 'Most USD that the expert costs one Slack team or Teams tenant in a calendar month (UTC)',
  }),
  EXPERT_MONTH_TOKENS: z.coerce
    .number({ error: 'a number of tokens from 100,000 on' })
    .int()
    .min(100_000)
    .max(1_000_000_000_000)
    .optional()
    .meta({ description: 'Most tokens that it takes there in a month' }),
  EXPERT_STANDARD: z.string().default('').meta({
    description:
      'How depth standard is done, as `model=… effort=… turns=… share=…`; each may be left out (effort: low, medium, high, xhigh, max; share: percent of the caps)',
  }),
  EXPERT_DEEP: z.string().default('').meta({ description: 'The same for depth deep' }),
  EXPERT_QUESTION: z.string().default('').meta({ description: 'The same for a question in a thread' }),
  EXPERT_NEVER_SEND: z.string().default('').meta({
    description:
      'Paths that are never sent to the model, as patterns: `lib/billing/**, *.pem, config/prod.exs`',
  }),
  EXPERT_NOT_FOR: z
    .string()
    .default('')
    .meta({ description: 'Names of repositories of which nothing is sent to the model, as `name,name`' }),
  EXPERT_VIA: z.enum(['api', 'bedrock', 'vertex']).default('api').meta({
    description:
      "Who serves the model: its own API, or a cloud by `@anthropic-ai/bedrock-sdk` or `@anthropic-ai/vertex-sdk`, which are installed beside distreview and find the cloud's credentials themselves",
  }),
  EXPERT_REGION: z.string().optional().meta({ description: 'Region of that cloud, such as `eu-central-1`' }),
  EXPERT_PROJECT: z.string().optional().meta({ description: 'Project of Vertex' }),
}

const Given = z.object(expertSettings)

export interface ExpertConfig {
  readonly provider: Provider
  readonly model: string
  /** Caps of one deep review: tokens sent and received, and USD. */
  readonly maxTokens: number
  readonly maxUsd: number
  readonly plans: Plans
  /** Patterns of paths, and names of repositories, that are kept from the model. */
  readonly withheld: readonly string[]
  readonly notFor: readonly string[]
  /** Of one workspace in a calendar month; null: no such limit. */
  readonly month: MonthLimits
}

/** What these settings say; null without a key or a cloud. Throws a Refusal('configuration'). */
export function expertOf(settings: z.infer<typeof Given>): ExpertConfig | null {
  const provider = providerOf(settings)
  if (provider === null) return null
  return {
    provider,
    model: settings.ANTHROPIC_MODEL,
    maxTokens: settings.EXPERT_MAX_TOKENS,
    maxUsd: settings.EXPERT_MAX_USD,
    plans: {
      question: readPlan('EXPERT_QUESTION', settings.EXPERT_QUESTION, usualPlans.question),
      standard: readPlan('EXPERT_STANDARD', settings.EXPERT_STANDARD, usualPlans.standard),
      deep: readPlan('EXPERT_DEEP', settings.EXPERT_DEEP, usualPlans.deep),
    },
    withheld: listed(settings.EXPERT_NEVER_SEND),
    notFor: listed(settings.EXPERT_NOT_FOR),
    month: { usd: settings.EXPERT_MONTH_USD ?? null, tokens: settings.EXPERT_MONTH_TOKENS ?? null },
  }
}

function providerOf(settings: z.infer<typeof Given>): Provider | null {
  const {
    EXPERT_VIA: via,
    EXPERT_REGION: region,
    EXPERT_PROJECT: project,
    ANTHROPIC_API_KEY: apiKey,
  } = settings
  if (via === 'api') return apiKey ? { via, apiKey } : null
  const missing = !region ? 'EXPERT_REGION' : via === 'vertex' && !project ? 'EXPERT_PROJECT' : null
  if (missing !== null)
    throw new Refusal(
      'configuration',
      `EXPERT_VIA is ${via}, and ${missing} is not set.`,
      'Set it, or unset EXPERT_VIA.',
    )
  return via === 'bedrock'
    ? { via, region: region ?? '' }
    : { via, region: region ?? '', project: project ?? '' }
}

function listed(setting: string): string[] {
  return setting
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
