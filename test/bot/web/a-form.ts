import type { Form } from '../../../src/blocks/form.ts'

/** A form with a field of every kind: a list, a few options, a number, and several of many. */
export const aForm: Form = {
  name: 'evaluate',
  title: 'Which mechanism fits',
  intro:
    'What is known of the stock of acme/shop. Leave out what you do not know: it is asked for afterwards.',
  submit: 'Evaluate',
  context: 'finding 1',
  fields: [
    {
      kind: 'choice',
      name: 'data',
      label: 'What is it?',
      hint: 'The schema, the names and the operations tell.',
      value: null,
      options: [
        { value: 'register', label: 'register: one value per key' },
        { value: 'set', label: 'set: members that come and go' },
        { value: 'bounded', label: 'bounded: never below 0, within a limit, or unique' },
        { value: 'lock', label: 'lock: one holder at a time' },
        { value: 'order', label: 'order: one total order per key' },
      ],
    },
    {
      kind: 'choice',
      name: 'consistency',
      label: 'How consistent must it be?',
      hint: 'Where a read decides a write, or for money and uniqueness: 2 or more.',
      value: '2',
      options: [
        { value: '0', label: '0: eventual' },
        { value: '1', label: '1: session or causal; rare duplicates are tolerable' },
        { value: '2', label: '2: linearizable per key' },
        { value: '3', label: '3: a transaction over several keys' },
      ],
    },
    { kind: 'number', name: 'nodes', label: 'How many nodes?', min: 1, max: 9, value: 5 },
    {
      kind: 'choices',
      name: 'infra',
      label: 'What runs already?',
      hint: 'Services that the team operates today.',
      value: ['postgres'],
      options: [
        { value: 'postgres', label: 'PostgreSQL' },
        { value: 'redis', label: 'Redis' },
        { value: 'etcd', label: 'etcd' },
        { value: 'k8s', label: 'Kubernetes' },
      ],
    },
  ],
}
