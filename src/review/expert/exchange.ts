import type Anthropic from '@anthropic-ai/sdk'
import type { ExpertRun } from '../report.ts'
import { type Allowance, openBudget } from './budget.ts'
import type { Answer, Answered, Asking, Model } from './client.ts'
import { ModelFailure } from './failure.ts'
import { costOf, priceIsKnown, type Spent } from './prices.ts'
import type { Purse } from './purse.ts'
import type { Tool, ToolAnswer } from './tools/tool.ts'

type Block = Anthropic.ContentBlockParam

interface Message {
  readonly role: 'user' | 'assistant'
  readonly content: Block[]
}

interface Exchange {
  readonly model: Model
  readonly tools: readonly Tool[]
  /** The same for every run, so that the prompt cache holds from one to the next. */
  readonly system: string
  /** What is asked. */
  readonly task: string
  readonly allowance: Allowance
  /** The answers that an earlier attempt has paid for, in their order; left out: none is kept. */
  readonly turns?: Turns
  /** What a workspace may still spend; left out: no such limit. */
  readonly purse?: Purse
  readonly signal?: AbortSignal
  /** After each answer, with their number. */
  readonly watch?: (turns: number) => void
}

/** One answer as it is kept: what was paid for. The tools cost nothing and say the same again. */
interface Turn extends Answered {
  readonly maxTokens: number
}

export interface Turns {
  kept(turn: number): Promise<Turn | undefined>
  keep(turn: number, value: Turn): Promise<void>
}

interface Ending {
  readonly stoppedBy: ExpertRun['stoppedBy']
  /** One sentence, or null where the model was done. */
  readonly note: string | null
}

/** The part of a run that one exchange knows. */
export type Ran = Pick<
  ExpertRun,
  'model' | 'turns' | 'inputTokens' | 'cachedTokens' | 'outputTokens' | 'costUsd' | 'stoppedBy' | 'note'
>

interface Outcome {
  /** The words of the last answer. */
  readonly text: string
  readonly spent: Spent
  readonly run: Ran
}

/**
 * Lets the model work with the tools until it is done, a cap is met or the API fails; each early end is a sentence in
 * the run's note. Rejects with the signal's reason, and where a turn cannot be kept. Our own loop, not the client's: the account is kept before
 * each request, and every reason to stop has its own answer.
 */
export async function exchange({
  model,
  tools,
  system,
  task,
  allowance,
  turns,
  purse,
  signal,
  watch,
}: Exchange): Promise<Outcome> {
  const budget = openBudget(model.name, allowance)
  const messages: Message[] = [{ role: 'user', content: [{ type: 'text', text: task }] }]
  const stable = {
    tools: tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      input_schema: inputSchema,
    })),
    system: [{ type: 'text' as const, text: system, cache_control: { type: 'ephemeral' as const } }],
    thinking: { type: 'adaptive' as const },
    output_config: { effort: allowance.effort },
  }
  const asking = (maxTokens: number): Asking => ({
    ...stable,
    messages: withCachePoint(messages),
    max_tokens: maxTokens,
  })
  let text = ''
  let malformed = 0
  let ending: Ending | null = null
  while (ending === null) {
    const number = budget.turns + 1
    const kept = await turns?.kept(number)
    const fitting = budget.fitting(JSON.stringify([stable, messages]).length)
    let maxTokens = kept?.maxTokens ?? 0
    if (kept === undefined) {
      if ('stoppedBy' in fitting) {
        ending = { stoppedBy: fitting.stoppedBy, note: capMet(fitting.stoppedBy, allowance) }
        break
      }
      maxTokens = fitting.maxTokens
      const short = await purse?.short(fitting.worstUsd)
      if (short) {
        ending = { stoppedBy: 'money', note: short }
        break
      }
    }
    let answered: Answered
    try {
      answered = kept ?? (await model.answer(asking(maxTokens), signal))
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof ModelFailure) budget.lose(error.spent)
      ending = { stoppedBy: 'error', note: failed(error) }
      break
    }
    const { answer, spent } = answered
    if (kept === undefined) {
      await purse?.charge(answer.id, spent, costOf(model.name, spent))
      // Kept before anything is done with it: what was paid for is never asked for again.
      await turns?.keep(number, { answer, spent, maxTokens })
    }
    budget.take(spent)
    watch?.(budget.turns)
    text = wordsOf(answer) || text
    ending = endingOf(answer, maxTokens, model.name)
    if (ending !== null) break
    append(messages, 'assistant', answer.content)
    if (answer.stop_reason === 'pause_turn') continue
    try {
      const { results, wrong, over } = await runTools(answer, tools)
      malformed += wrong
      append(messages, 'user', results)
      if (over) ending = { stoppedBy: null, note: null }
    } catch (error) {
      signal?.throwIfAborted()
      ending = { stoppedBy: 'error', note: failed(error) }
    }
  }
  const { input, cacheWrite, cacheRead, output } = budget.spent
  return {
    text,
    spent: { input, cacheWrite, cacheRead, output },
    run: {
      model: model.name,
      turns: budget.turns,
      inputTokens: input + cacheWrite + cacheRead,
      cachedTokens: cacheRead,
      outputTokens: output,
      costUsd: costOf(model.name, budget.spent),
      stoppedBy: ending.stoppedBy,
      note: noteOf([ending.note, misread(malformed), unpriced(model.name)]),
    },
  }
}

/** Why an answer is the last, or null where the model goes on. */
function endingOf(answer: Answer, maxTokens: number, model: string): Ending | null {
  switch (answer.stop_reason) {
    case 'pause_turn':
      return null
    case 'tool_use':
      return answer.content.some(({ type }) => type === 'tool_use') ? null : { stoppedBy: null, note: null }
    case 'end_turn':
    case 'stop_sequence':
      return { stoppedBy: null, note: null }
    case 'max_tokens':
      return {
        stoppedBy: 'tokens',
        note: `An answer of the expert was cut off at ${maxTokens.toLocaleString('en')} tokens, so it ended there.`,
      }
    case 'model_context_window_exceeded':
      return { stoppedBy: 'tokens', note: `The expert ended early: ${model} can hold no more text.` }
    case 'refusal': {
      const category = answer.stop_details?.category
      return {
        stoppedBy: 'error',
        note: `${model} declined to go on${category ? ` (${category})` : ''}, so the expert ended early.`,
      }
    }
    default:
      return { stoppedBy: 'error', note: `${model} ended for a reason that is not known here.` }
  }
}

/** Every call is answered, in order, also one of a tool that does not exist. */
async function runTools(
  answer: Answer,
  tools: readonly Tool[],
): Promise<{ results: Block[]; wrong: number; over: boolean }> {
  const results: Block[] = []
  let wrong = 0
  let over = false
  for (const block of answer.content) {
    if (block.type !== 'tool_use') continue
    const tool = tools.find(({ name }) => name === block.name)
    const said: ToolAnswer = tool
      ? await tool.run(block.input)
      : { text: `There is no tool ${block.name}.`, wrong: 'input' }
    if (said.wrong === 'input') wrong += 1
    if (said.ends) over = true
    results.push({
      type: 'tool_result',
      tool_use_id: block.id,
      content: [{ type: 'text', text: said.text }],
      ...(said.wrong ? { is_error: true } : {}),
    })
  }
  return { results, wrong, over }
}

/** Roles alternate: what follows a message of the same role is its continuation. */
function append(messages: Message[], role: Message['role'], content: readonly Block[]): void {
  const last = messages.at(-1)
  if (last?.role === role) last.content.push(...content)
  else messages.push({ role, content: [...content] })
}

/** The cache is written up to the end of the conversation, so that the next request reads all of it. */
function withCachePoint(messages: readonly Message[]): Message[] {
  const last = messages.at(-1)
  const block = last?.content.at(-1)
  if (!last || (block?.type !== 'text' && block?.type !== 'tool_result')) return [...messages]
  const marked = { ...block, cache_control: { type: 'ephemeral' as const } }
  return [...messages.slice(0, -1), { ...last, content: [...last.content.slice(0, -1), marked] }]
}

/** A defect of ours ends the expert too, never the review that it is a part of. */
function failed(error: unknown): string {
  if (error instanceof ModelFailure) return error.message
  return `The expert ended by a defect of distreview (${error instanceof Error ? error.name : typeof error}).`
}

function wordsOf({ content }: Answer): string {
  return content
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n')
    .trim()
}

function capMet(stoppedBy: 'tokens' | 'money' | 'turns', { tokens, usd, turns }: Allowance): string {
  const cap = {
    tokens: `${tokens.toLocaleString('en')} tokens`,
    money: `${usd.toFixed(2)} USD`,
    turns: `${turns} turns`,
  }[stoppedBy]
  return `The expert ended with what it had: its limit of ${cap} was met.`
}

function misread(malformed: number): string | null {
  if (malformed === 0) return null
  const calls = malformed === 1 ? '1 call of a tool was' : `${malformed} calls of tools were`
  return `${calls} malformed; the model was told so.`
}

function unpriced(model: string): string | null {
  return priceIsKnown(model)
    ? null
    : `The price of ${model} is not known here: its cost is counted as that of the dearest model.`
}

function noteOf(sentences: readonly (string | null)[]): string | null {
  return sentences.filter((sentence) => sentence !== null).join(' ') || null
}
