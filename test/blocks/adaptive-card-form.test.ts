import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFilled, submitVerb } from '../../src/blocks/adaptive-card/form.ts'
import { adaptiveForm } from '../../src/blocks/adaptive-card.ts'
import type { Form } from '../../src/blocks/form.ts'
import { breaks, textsOf } from './adaptive-card-rules.ts'

const form: Form = {
  name: 'evaluate',
  title: 'Which mechanism fits?',
  intro: 'Answer what you know.',
  fields: [
    {
      kind: 'choice',
      name: 'data',
      label: 'Data',
      hint: 'What is kept.',
      options: [
        { value: 'order', label: 'An order' },
        { value: 'a,b', label: 'Both' },
      ],
      value: 'a,b',
    },
    {
      kind: 'choices',
      name: 'infra',
      label: 'At hand',
      options: [
        { value: 'postgres', label: 'PostgreSQL' },
        { value: 'x,y', label: 'X and Y' },
      ],
      value: ['x,y', 'postgres'],
    },
    { kind: 'number', name: 'nodes', label: 'Nodes', min: 1, max: 99, value: null },
  ],
  submit: 'Evaluate',
  context: '{"finding":"a1"}',
}

test('a form is inputs, filled in as far as it is known, and a button that brings their values', () => {
  const card = adaptiveForm(form)
  expect(breaks(card)).toEqual([])
  expect(textsOf(card.body)).toEqual(['Which mechanism fits?', 'Answer what you know.', 'What is kept.'])
  expect(card.body.filter(({ type }) => type !== 'RichTextBlock')).toEqual([
    {
      type: 'Input.ChoiceSet',
      id: 'field.data',
      label: 'Data',
      isMultiSelect: false,
      style: 'compact',
      choices: [
        { title: 'An order', value: 'order' },
        { title: 'Both', value: 'a%2Cb' },
      ],
      placeholder: 'Not answered',
      value: 'a%2Cb',
    },
    {
      type: 'Input.ChoiceSet',
      id: 'field.infra',
      label: 'At hand',
      isMultiSelect: true,
      style: 'expanded',
      choices: [
        { title: 'PostgreSQL', value: 'postgres' },
        { title: 'X and Y', value: 'x%2Cy' },
      ],
      value: 'x%2Cy,postgres',
    },
    { type: 'Input.Number', id: 'field.nodes', label: 'Nodes', min: 1, max: 99, placeholder: '1 to 99' },
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Execute',
          title: 'Evaluate',
          verb: submitVerb,
          data: { form: 'evaluate', context: '{"finding":"a1"}', lists: ['infra'] },
          style: 'positive',
        },
      ],
    },
  ])
})

/** What a client sends: the data of the button and the values of the inputs. */
const pressed = (values: Record<string, unknown>) => ({
  form: 'evaluate',
  context: 'c',
  lists: ['infra'],
  ...values,
})

test('answers come back by name, lists as lists, and what is not answered is absent', () => {
  const data = pressed({
    'field.data': 'a%2Cb',
    'field.infra': 'x%2Cy,postgres',
    'field.nodes': 5,
    'field.o': '',
  })
  expect(readFilled(data)).toEqual({
    form: 'evaluate',
    context: 'c',
    answers: { data: 'a,b', infra: ['x,y', 'postgres'], nodes: '5' },
  })
})

test('any values of options come back as they were', () => {
  const values = fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1 })
  fc.assert(
    fc.property(values, (chosen) => {
      const options = chosen.map((value) => ({ value, label: 'x' }))
      const card = adaptiveForm({
        ...form,
        fields: [{ kind: 'choices', name: 'infra', label: 'At hand', options, value: chosen }],
      })
      const input = card.body.find(({ type }) => type === 'Input.ChoiceSet') as { value: string }
      expect(readFilled(pressed({ 'field.infra': input.value }))?.answers).toEqual({ infra: chosen })
    }),
  )
})

test.each([[null], ['x'], [{ value: 'v' }], [pressed({ 'field.data': '%' })]])(
  'what is of no form of ours is not read: %j',
  (data) => {
    expect(readFilled(data)).toBe(null)
  },
)
