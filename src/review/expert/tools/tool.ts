import { z } from 'zod'

/** What a tool answers: words for the model; `wrong` where the input has not the form that was asked for, or names what is not there. */
export interface ToolAnswer {
  readonly text: string
  readonly wrong?: 'input' | 'subject'
  /** Nothing more is wanted: the exchange is over. */
  readonly ends?: true
}

export interface Tool {
  readonly name: string
  readonly description: string
  /** As the API takes it. */
  readonly inputSchema: { readonly type: 'object'; readonly [key: string]: unknown }
  /** Never throws for what the model wrote. */
  run(input: unknown): Promise<ToolAnswer>
}

interface Definition<Input extends z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly input: Input
  readonly run: (input: z.infer<Input>) => ToolAnswer | Promise<ToolAnswer>
}

/** A tool whose input is checked by its schema; wrong input is answered in one sentence that says where it is wrong. */
export function defineTool<Input extends z.ZodObject>({
  name,
  description,
  input,
  run,
}: Definition<Input>): Tool {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input) as Record<string, unknown>
  return {
    name,
    description,
    inputSchema: { ...schema, type: 'object' },
    async run(given) {
      const parsed = input.safeParse(given)
      if (parsed.success) return run(parsed.data)
      const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
      return { text: `The input of ${name} is wrong (${wrong.join('; ')}). Call it again.`, wrong: 'input' }
    },
  }
}
