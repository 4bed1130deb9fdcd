import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formView } from '../../src/blocks/block-kit/form.ts'
import type { Field, Form, Option } from '../../src/blocks/form.ts'
import { breaksView } from './slack-rules.ts'

const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Option ${at}` }))
const choice: Field = { kind: 'choice', name: 'data', label: 'Data', options: options(2), value: null }
const form = (more: Partial<Form> = {}): Form => ({
  name: 'evaluate',
  title: 'Which mechanism fits?',
  intro: 'What is not answered is asked about.',
  fields: [choice],
  submit: 'Evaluate',
  context: '',
  ...more,
})

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })
const option = (at: number) => ({ text: plain(`Option ${at}`), value: `v${at}` })

test('a form is a modal: words first, then a field each, filled in as far as it is known', () => {
  const fields: Field[] = [
    { ...choice, hint: 'One of two.', value: 'v1' },
    { kind: 'choices', name: 'few', label: 'Few', options: options(3), value: ['v0', 'v2'] },
    { kind: 'choices', name: 'many', label: 'Many', options: options(11), value: [] },
    { kind: 'number', name: 'nodes', label: 'Nodes', min: 1, max: 500, value: 5 },
    { kind: 'number', name: 'budget', label: 'Budget', min: 1, max: 9, value: null },
  ]
  const view = formView(form({ fields }), 'C1\n\nabc')
  const asked = (name: string, label: string) => ({
    type: 'input',
    block_id: name,
    optional: true,
    label: plain(label),
  })
  expect(view).toEqual({
    type: 'modal',
    callback_id: 'evaluate',
    private_metadata: 'C1\n\nabc',
    title: plain('Which mechanism fits?'),
    submit: plain('Evaluate'),
    blocks: [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'What is not answered is asked about.' }],
          },
        ],
      },
      {
        ...asked('data', 'Data'),
        hint: plain('One of two.'),
        element: {
          type: 'static_select',
          action_id: 'data',
          options: [option(0), option(1)],
          initial_option: option(1),
        },
      },
      {
        ...asked('few', 'Few'),
        element: {
          type: 'checkboxes',
          action_id: 'few',
          options: [option(0), option(1), option(2)],
          initial_options: [option(0), option(2)],
        },
      },
      {
        ...asked('many', 'Many'),
        element: {
          type: 'multi_static_select',
          action_id: 'many',
          options: options(11).map((_, at) => option(at)),
        },
      },
      {
        ...asked('nodes', 'Nodes'),
        element: {
          type: 'number_input',
          action_id: 'nodes',
          is_decimal_allowed: false,
          min_value: '1',
          max_value: '500',
          placeholder: plain('1 to 500'),
          initial_value: '5',
        },
      },
      {
        ...asked('budget', 'Budget'),
        element: {
          type: 'number_input',
          action_id: 'budget',
          is_decimal_allowed: false,
          min_value: '1',
          max_value: '9',
          placeholder: plain('1 to 9'),
        },
      },
    ],
  })
  expect(breaksView(view)).toEqual([])
})

const words = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .filter((text) => text.trim() !== '' && [...text].length <= most)

test('whatever a form within its limits says, Slack takes it', () => {
  const anOption = fc.record({ value: words(150), label: words(37) })
  const named = { label: words(200), hint: fc.option(words(200), { nil: undefined }) }
  const someOptions = (most: number) =>
    fc.uniqueArray(anOption, { minLength: 1, maxLength: most, selector: ({ value }) => value })
  const aField = fc.oneof(
    fc.record({ ...named, options: someOptions(20), known: fc.boolean() }).map(({ known, ...rest }) => ({
      kind: 'choice' as const,
      value: known ? (rest.options[0]?.value ?? null) : null,
      ...rest,
    })),
    fc.record({ ...named, options: someOptions(20), known: fc.nat(3) }).map(({ known, ...rest }) => ({
      kind: 'choices' as const,
      value: rest.options.slice(0, known).map(({ value }) => value),
      ...rest,
    })),
    fc.record({ ...named, min: fc.nat(9), more: fc.nat(999) }).map(({ more, ...rest }) => ({
      kind: 'number' as const,
      max: rest.min + more,
      value: rest.min,
      ...rest,
    })),
  )
  const aForm = fc.record({
    title: words(12),
    submit: words(12),
    intro: fc.string({ unit: 'grapheme', maxLength: 3_000 }),
    fields: fc
      .array(aField, { minLength: 1, maxLength: 30 })
      .map((fields) => fields.map((field, at): Field => ({ ...field, name: `field-${at}` }) as Field)),
    metadata: words(3_000),
  })
  fc.assert(
    fc.property(aForm, ({ metadata, ...more }) => {
      expect(breaksView(formView(form(more), metadata))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

const field = (more: object): Partial<Form> => ({ fields: [{ ...choice, ...more } as Field] })
const many = (length: number) => 'x'.repeat(length)
test.each([
  [form({ title: many(25) }), "The form's title has 25 characters; Slack takes 1 to 24."],
  [form({ submit: many(25) }), "The form's button has 25 characters; Slack takes 1 to 24."],
  [form({ submit: '' }), "The form's button has 0 characters; Slack takes 1 to 24."],
  [
    form({ fields: Array.from({ length: 100 }, (_, at) => ({ ...choice, name: `n${at}` })) }),
    'The blocks of a form are 101; Slack takes 1 to 100.',
  ],
  [form(field({ options: [] })), 'The options of a field are 0; Slack takes 1 to 100.'],
  [form(field({ options: options(101) })), 'The options of a field are 101; Slack takes 1 to 100.'],
  [
    form(field({ options: [{ value: 'a', label: many(76) }] })),
    "The option's label has 76 characters; Slack takes 1 to 75.",
  ],
  [form(field({ value: 'v9' })), 'The field data has no option "v9".'],
])('a form that Slack would refuse is a defect: %#', (refused, sentence) => {
  expect(() => formView(refused, 'C1')).toThrow(sentence)
})

test('a context that is too long for Slack is a defect', () => {
  expect(() => formView(form(), many(3_001))).toThrow(
    "The form's context has 3001 characters; Slack takes 1 to 3000.",
  )
})
