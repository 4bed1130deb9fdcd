import { z } from 'zod'
import { Location, Report } from '../../src/review/report.ts'

/** Every field of a Report in the order of the schema, as `path: type`; those of a Location once, at the end. */
export function reportFields(): readonly string[] {
  return [...fieldsOf(Report, ''), ...fieldsOf(Location, 'Location.')]
}

function fieldsOf(object: z.ZodObject, prefix: string): readonly string[] {
  return Object.entries(object.shape).flatMap(([key, value]) => {
    const path = `${prefix}${key}`
    return [`${path}: ${typeOf(value as z.ZodType)}`, ...inside(value as z.ZodType, path)]
  })
}

function inside(schema: z.ZodType, path: string): readonly string[] {
  if (schema === Location) return []
  if (schema instanceof z.ZodObject) return fieldsOf(schema, `${path}.`)
  if (schema instanceof z.ZodArray) return inside(schema.element as z.ZodType, `${path}[]`)
  if (schema instanceof z.ZodDefault) return inside(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodNullable) return inside(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => inside(each as z.ZodType, path))
  return []
}

function typeOf(schema: z.ZodType): string {
  if (schema === Location) return 'Location'
  if (schema instanceof z.ZodEnum) return schema.options.map((word) => `\`${word}\``).join(', ')
  if (schema instanceof z.ZodLiteral) return `\`${schema.value}\``
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.element as z.ZodType)}`
  if (schema instanceof z.ZodDefault) return typeOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodNullable) return `${typeOf(schema.unwrap() as z.ZodType)} or null`
  if (schema instanceof z.ZodUnion) {
    return [...new Set(schema.options.map((each) => typeOf(each as z.ZodType)))].join(' or ')
  }
  if (schema instanceof z.ZodRecord) return `object of ${typeOf(schema.valueType as z.ZodType)}`
  if (schema instanceof z.ZodObject) return 'object'
  if (schema instanceof z.ZodISODateTime) return 'ISO 8601 time'
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'integer' : 'number'
  if (schema instanceof z.ZodString) return 'text'
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodNull) return 'null'
  throw new Error(`docs/report.md has no word for the type ${schema.type}.`)
}
