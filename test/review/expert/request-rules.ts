import type Anthropic from '@anthropic-ai/sdk'

export type Body = Anthropic.MessageCreateParamsNonStreaming
type Message = Anthropic.MessageParam
type Block = Anthropic.ContentBlockParam

/** Parameters that we send; budgets of thinking, temperature and the like are gone from current models. */
const parameters: readonly (keyof Anthropic.MessageCreateParamsStreaming)[] = [
  ...(['model', 'max_tokens', 'messages', 'system', 'tools'] as const),
  ...(['thinking', 'output_config', 'stream'] as const),
]
const known = new Set<string>(parameters)
/** What each block may carry back: nothing that the client adds to an answer may be among it. */
const blockKeys: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text', 'cache_control', 'citations'],
  thinking: ['type', 'thinking', 'signature'],
  tool_use: ['type', 'id', 'name', 'input', 'cache_control', 'caller'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'],
}

/** What the API would refuse in a request; empty where it would take it. */
export function faultsOf(body: Body): string[] {
  const faults: string[] = []
  if (typeof body.model !== 'string' || body.model === '') faults.push('no model')
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1)
    faults.push('max_tokens is no positive integer')
  for (const parameter of ['temperature', 'top_p', 'top_k'])
    if (parameter in body) faults.push(`${parameter} is not taken by current models`)
  if (body.tool_choice && body.tool_choice.type !== 'auto' && body.tool_choice.type !== 'none')
    faults.push('a tool is forced')
  faults.push(...toolFaults(body.tools ?? []), ...messageFaults(body.messages))
  for (const parameter of Object.keys(body))
    if (!known.has(parameter)) faults.push(`${parameter} is no parameter of a message`)
  if (!('stream' in body) || (body as { stream?: boolean }).stream !== true) faults.push('it is not streamed')
  if (body.thinking && body.thinking.type !== 'adaptive')
    faults.push('thinking is adaptive in current models')
  const points = JSON.stringify(body).split('"cache_control"').length - 1
  if (points > 4) faults.push(`${points} cache points`)
  return faults
}

function toolFaults(tools: readonly Anthropic.ToolUnion[]): string[] {
  const faults: string[] = []
  const names = new Set<string>()
  for (const tool of tools as Anthropic.Tool[]) {
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name)) faults.push(`tool name ${tool.name}`)
    if (names.has(tool.name)) faults.push(`two tools ${tool.name}`)
    names.add(tool.name)
    if (tool.input_schema.type !== 'object') faults.push(`${tool.name} takes no object`)
    if (!tool.description) faults.push(`${tool.name} has no description`)
  }
  return faults
}

function messageFaults(messages: readonly Message[]): string[] {
  const faults: string[] = []
  if (messages[0]?.role !== 'user') faults.push('the first message is not the user')
  for (const [at, { role, content }] of messages.entries()) {
    if (at > 0 && messages[at - 1]?.role === role) faults.push(`message ${at} has the role of the one before`)
    if (content.length === 0) faults.push(`message ${at} is empty`)
    const blocks = blocksOf(content)
    if (blocks.some((block) => block.type === 'text' && block.text.trim() === ''))
      faults.push(`message ${at} has an empty text`)
    for (const block of blocks)
      for (const key of Object.keys(block))
        if (!blockKeys[block.type]?.includes(key)) faults.push(`message ${at}: ${block.type} carries ${key}`)
    const called = idsOf(blocksOf(messages[at - 1]?.content ?? []), 'tool_use')
    const answered = idsOf(blocks, 'tool_result')
    if (role === 'user' && called.join() !== answered.join())
      faults.push(
        `message ${at} answers ${answered.join() || 'nothing'}, called was ${called.join() || 'nothing'}`,
      )
    if (role === 'assistant' && answered.length > 0)
      faults.push(`message ${at}: the assistant answers a tool`)
    if (answered.length > 0 && blocks.findIndex(({ type }) => type !== 'tool_result') !== -1)
      faults.push(`message ${at} has more than tool results`)
  }
  return faults
}

function blocksOf(content: Message['content'] | []): readonly Block[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content
}

function idsOf(blocks: readonly Block[], type: 'tool_use' | 'tool_result'): string[] {
  return blocks.flatMap((block) => {
    if (type === 'tool_use' && block.type === 'tool_use') return [block.id]
    return type === 'tool_result' && block.type === 'tool_result' ? [block.tool_use_id] : []
  })
}
