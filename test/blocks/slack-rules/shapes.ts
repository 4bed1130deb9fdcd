/** A rule looks at one value and says in sentences what breaks; `at` is where the value is. */
export type Rule = (value: unknown, at: string) => string[]

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Slack counts code points. */
export function points(text: string): number {
  return [...text].length
}

export function text({ min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return [`${at} must be a string.`]
    const length = points(value)
    if (length < min) return [`${at} has ${length} characters; at least ${min} are needed.`]
    if (length > max) return [`${at} has ${length} characters; at most ${max} are allowed.`]
    return []
  }
}

export function number(bounds: { min?: number; max?: number; above?: number } = {}): Rule {
  const {
    min = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
    above = Number.NEGATIVE_INFINITY,
  } = bounds
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [`${at} must be a number.`]
    return value < min || value > max || value <= above ? [`${at} is ${value}, which is out of range.`] : []
  }
}

export const flag: Rule = (value, at) => (typeof value === 'boolean' ? [] : [`${at} must be true or false.`])

export const anything: Rule = () => []

export function among(...allowed: string[]): Rule {
  return (value, at) =>
    typeof value === 'string' && allowed.includes(value)
      ? []
      : [`${at} must be one of ${allowed.join(', ')}.`]
}

export const address: Rule = (value, at) =>
  typeof value === 'string' && URL.canParse(value) ? [] : [`${at} must be an address.`]

export function list(
  item: Rule,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {},
): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return [`${at} must be a list.`]
    const found = value.flatMap((each, index) => item(each, `${at}[${index}]`))
    if (value.length < min) found.push(`${at} has ${value.length} items; at least ${min} are needed.`)
    if (value.length > max) found.push(`${at} has ${value.length} items; at most ${max} are allowed.`)
    return found
  }
}

/** An object with these fields and no others; `also` looks at how they stand to each other. */
export function shape(
  required: Record<string, Rule>,
  optional: Record<string, Rule> = {},
  also: (value: Record<string, unknown>, at: string) => string[] = () => [],
): Rule {
  return (value, at) => {
    if (!isObject(value)) return [`${at} must be an object.`]
    const found: string[] = []
    for (const [name, rule] of Object.entries(required)) {
      found.push(
        ...(value[name] === undefined ? [`${at}.${name} is missing.`] : rule(value[name], `${at}.${name}`)),
      )
    }
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined || Object.hasOwn(required, name)) continue
      const rule = Object.hasOwn(optional, name) ? optional[name] : undefined
      found.push(
        ...(rule ? rule(field, `${at}.${name}`) : [`${at}.${name} is not a field that Slack knows there.`]),
      )
    }
    return [...found, ...also(value, at)]
  }
}

/** The rule of the value's own `type`, which every shape in the table is given as a field. */
export function byType(table: Record<string, Rule>): Rule {
  return (value, at) => {
    if (!isObject(value)) return [`${at} must be an object.`]
    const { type } = value
    if (typeof type !== 'string' || !Object.hasOwn(table, type)) {
      return [
        `${at} has the type ${JSON.stringify(type)}; allowed there are ${Object.keys(table).join(', ')}.`,
      ]
    }
    return table[type]?.(value, at) ?? []
  }
}

/** Some of a table of rules. */
export function only(table: Record<string, Rule>, ...names: string[]): Record<string, Rule> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)))
}

/** At least one of the fields, or exactly one where `alone`. */
export function oneOf(
  fields: string[],
  alone: boolean,
): (value: Record<string, unknown>, at: string) => string[] {
  return (value, at) => {
    const given = fields.filter((field) => value[field] !== undefined).length
    if (given === 0) return [`${at} needs ${fields.join(' or ')}.`]
    return alone && given > 1 ? [`${at} takes only one of ${fields.join(' and ')}.`] : []
  }
}
