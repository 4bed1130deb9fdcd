import type Anthropic from '@anthropic-ai/sdk'
import type { ExpertRun } from '../report.ts'
import { type Allowance, openBudget } from './budget.ts'
import type { Answer, Model } from './client.ts'
import { ModelFailure } from './failure.ts'
import { costOf, priceIsKnown } from './prices.ts'
import type { Tool } from './tools/tool.ts'

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
  readonly signal?: AbortSignal
  /** After each answer, with their number. */
  readonly watch?: (turns: number) => void
}

interface Ending {
  readonly stoppedBy: ExpertRun['stoppedBy']
  /** One sentence, or null where the model was done. */
  readonly note: string | null
}

interface Outcome {
  /** The words of the last answer. */
  readonly text: string
  readonly run: Omit<ExpertRun, 'submitted' | 'dropped'>
}

/**
 * Lets the model work with the tools until it is done, a cap is met or the API fails; each early end is a sentence in
 * the run's note. Rejects only with the signal's reason. Our own loop, not the client's: the account is kept before
 * each request, and every reason to stop has its own answer.
 */
export async function exchange({
  model,
  tools,
  system,
  task,
  allowance,
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
  let text = ''
  let malformed = 0
  let ending: Ending | null = null
  while (ending === null) {
    const fitting = budget.fitting(JSON.stringify([stable, messages]).length)
    if ('stoppedBy' in fitting) {
      ending = { stoppedBy: fitting.stoppedBy, note: capMet(fitting.stoppedBy, allowance) }
      break
    }
    try {
      const asking = { ...stable, messages: withCachePoint(messages), max_tokens: fitting.maxTokens }
      const answer = await model.answer(asking, signal)
      budget.take(spentOf(answer))
      watch?.(budget.turns)
      text = wordsOf(answer) || text
      ending = endingOf(answer, fitting.maxTokens, model.name)
      if (ending !== null) break
      append(messages, 'assistant', answer.content)
      if (answer.stop_reason === 'pause_turn') continue
      const { results, wrong } = await runTools(answer, tools)
      malformed += wrong
      append(messages, 'user', results)
    } catch (error) {
      signal?.throwIfAborted()
      ending = { stoppedBy: 'error', note: failed(error) }
    }
  }
  const { input, cacheWrite, cacheRead, output } = budget.spent
  return {
    text,
    run: {
      model: model.name,
      turns: budget.turns,
      inputTokens: input + cacheWrite + cacheRead,
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
): Promise<{ results: Block[]; wrong: number }> {
  const results: Block[] = []
  let wrong = 0
  for (const block of answer.content) {
    if (block.type !== 'tool_use') continue
    const tool = tools.find(({ name }) => name === block.name)
    const said = tool
      ? await tool.run(block.input)
      : { text: `There is no tool ${block.name}.`, wrong: 'input' as const }
    if (said.wrong === 'input') wrong += 1
    results.push({
      type: 'tool_result',
      tool_use_id: block.id,
      content: [{ type: 'text', text: said.text }],
      ...(said.wrong ? { is_error: true } : {}),
    })
  }
  return { results, wrong }
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

function spentOf({ usage }: Answer) {
  return {
    input: usage.input_tokens,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    output: usage.output_tokens,
  }
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
