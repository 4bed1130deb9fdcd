import { z } from 'zod'
import type { Answers, Field, Form } from '../../blocks/form.ts'

const wholeNumber = /^-?\d{1,15}$/

/** What may come back for one field; the messages complete "<label>" takes …. */
function answerTo(field: Field): z.ZodType<string | readonly string[]> {
  if (field.kind === 'number') {
    const { min, max } = field
    const error = `a whole number from ${min} to ${max}`
    const within = (text: string) => wholeNumber.test(text) && Number(text) >= min && Number(text) <= max
    return z
      .string({ error })
      .trim()
      .refine(within, { error })
      .transform((text) => String(Number(text)))
  }
  if (field.kind === 'text') {
    const error = `at most ${field.most} characters`
    return z
      .string({ error })
      .trim()
      .refine((text) => [...text].length <= field.most, { error })
  }
  const values = field.options.map(({ value }) => value)
  const option = z.enum(values, { error: 'one of its options' })
  if (field.kind === 'choice') return option
  return z.array(option, { error: 'some of its options' }).max(values.length)
}

/**
 * Checks answers against the form that was shown: its fields, their options, their bounds, and nothing besides.
 * An empty list counts as no answer, and is left out. @returns the sentence to show where something is wrong.
 */
export function answersTo(form: Form, given: unknown): Answers | string {
  const fields = form.fields.map((field) => [field.name, answerTo(field).optional()] as const)
  const parsed = z.strictObject(Object.fromEntries(fields)).safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path: [name], message }) => {
      const label = form.fields.find((field) => field.name === name)?.label
      return label === undefined ? 'it is not what the form asked' : `“${label}” takes ${message}`
    })
    return `Not sent: ${[...new Set(wrong)].join('; ')}.`
  }
  const answers: Record<string, string | readonly string[]> = {}
  for (const { name } of form.fields) {
    const answer = parsed.data[name]
    if (answer !== undefined && answer.length > 0) answers[name] = answer
  }
  return answers
}
