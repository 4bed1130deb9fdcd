import type { Field as AskedField, Option } from '../../../blocks/form.ts'

/** Up to so many options are all shown at once; more are a list that opens. */
const shownAtOnce = 4

interface Props<Kind extends AskedField['kind'] = AskedField['kind']> {
  readonly field: Extract<AskedField, { kind: Kind }>
  /** Unique on the page. */
  readonly id: string
}

/** One question with its label, its hint, and what is known of its answer. None must be answered. */
export function Field({ field, id }: Props) {
  if (field.kind === 'number') return <Amount field={field} id={id} />
  if (field.kind === 'text') return <Words field={field} id={id} />
  if (field.kind === 'choices') return <Many field={field} id={id} />
  return field.options.length <= shownAtOnce ? <One field={field} id={id} /> : <List field={field} id={id} />
}

function Hint({ field: { hint }, id }: Props) {
  return hint === undefined ? null : (
    <span className="hint" id={`${id}-hint`}>
      {hint}
    </span>
  )
}

function hintOf({ field: { hint }, id }: Props): string | undefined {
  return hint === undefined ? undefined : `${id}-hint`
}

function Amount({ field, id }: Props<'number'>) {
  const { name, label, min, max, value } = field
  return (
    <div className="question">
      <label htmlFor={id}>{label}</label>
      <Hint field={field} id={id} />
      <input
        type="number"
        inputMode="numeric"
        {...{ id, name, min, max }}
        step={1}
        defaultValue={value ?? ''}
        placeholder={`${min} to ${max}`}
        aria-describedby={hintOf({ field, id })}
      />
    </div>
  )
}

function Words({ field, id }: Props<'text'>) {
  const { name, label, long, most, value, required } = field
  const common = {
    id,
    name,
    maxLength: most,
    required,
    defaultValue: value ?? '',
    'aria-describedby': hintOf({ field, id }),
  }
  return (
    <div className="question">
      <label htmlFor={id}>{label}</label>
      <Hint field={field} id={id} />
      {long ? <textarea rows={3} {...common} /> : <input type="text" autoComplete="off" {...common} />}
    </div>
  )
}

function List({ field, id }: Props<'choice'>) {
  const { name, label, options, value } = field
  return (
    <div className="question">
      <label htmlFor={id}>{label}</label>
      <Hint field={field} id={id} />
      <select {...{ id, name }} defaultValue={value ?? ''} aria-describedby={hintOf({ field, id })}>
        <option value="">not answered</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}

function One({ field, id }: Props<'choice'>) {
  const none: Option = { value: '', label: 'not answered' }
  return (
    <OptionSet
      field={field}
      id={id}
      type="radio"
      options={field.required ? field.options : [...field.options, none]}
      value={[field.value ?? '']}
    />
  )
}

function Many({ field, id }: Props<'choices'>) {
  return <OptionSet field={field} id={id} type="checkbox" options={field.options} value={field.value} />
}

interface OptionSetProps extends Props {
  readonly type: 'radio' | 'checkbox'
  readonly options: readonly Option[]
  readonly value: readonly string[]
}

function OptionSet({ field, id, type, options, value }: OptionSetProps) {
  return (
    <fieldset className="question" aria-describedby={hintOf({ field, id })}>
      <legend>{field.label}</legend>
      <Hint field={field} id={id} />
      <div className="options">
        {options.map((option) => (
          <label key={option.value} className={option.value === '' ? 'none' : undefined}>
            <input
              type={type}
              name={field.name}
              value={option.value}
              defaultChecked={value.includes(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
