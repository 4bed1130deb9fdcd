export type Call = readonly [name: string, input: unknown]

/** Characters that stand for a token. */
const charactersPerToken = 3

interface Usage {
  readonly input_tokens: number
  readonly cache_creation_input_tokens: number
  readonly cache_read_input_tokens: number
  readonly output_tokens: number
}

/** What a request would be billed as: all that the request before held is read from the cache, the rest is written to it. */
export function usageOf(body: string, before: number, output: number): Usage {
  const tokens = Math.ceil(body.length / charactersPerToken)
  const read = Math.min(tokens, Math.floor(before / charactersPerToken))
  return {
    input_tokens: 0,
    cache_creation_input_tokens: tokens - read,
    cache_read_input_tokens: read,
    output_tokens: output,
  }
}

/** An answer that calls these tools, or ends where there are none, as the API streams it. */
export function streamedAnswer(number: number, calls: readonly Call[], usage: Usage): Response {
  const message = {
    ...{ id: `msg_${number}`, type: 'message', role: 'assistant', model: 'claude-opus-5-5', content: [] },
    ...{ stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } },
  }
  const events: ({ readonly type: string } & Record<string, unknown>)[] = [{ type: 'message_start', message }]
  for (const [index, [name, input]] of calls.entries()) {
    const id = `toolu_${number}_${index}`
    events.push(
      { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } },
      {
        type: 'content_block_delta',
        index,
        delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
      },
      { type: 'content_block_stop', index },
    )
  }
  if (calls.length === 0) {
    events.push(
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Nothing more.' } },
      { type: 'content_block_stop', index: 0 },
    )
  }
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn'
  events.push(
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  )
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}
