import { z } from 'zod'
import { column } from '../database/columns.ts'
import { ValidationError } from '../errors.ts'
import { checkStorable, issuesOf } from '../http/input.ts'
import { schemaOptions } from '../http/json-schema.ts'

type InputType = 'date' | 'datetime-local' | 'email' | 'number' | 'password' | 'text' | 'url'
type Widget = InputType | 'checkbox' | 'json' | 'reference' | 'select' | 'textarea'

/** A part of a schema, as a form asks for it. */
export type Field = {
  name: string
  title: string
  widget: Widget
  /** Whether it may not be left empty. */
  required: boolean
  /** What it is until somebody says otherwise. */
  default: unknown
  options: readonly string[]
  maxLength?: number | undefined
  /** The table that it refers to. */
  target?: string | undefined
  /** Whether it is written and never shown. */
  isSecret?: boolean
}

type Described = z.core.JSONSchema.JSONSchema

/** What a form asks for, so that what it sends fits a schema. */
export function fieldsOf(schema: z.ZodObject): Field[] {
  const described = z.toJSONSchema(z.object(schema.shape), { ...schemaOptions, io: 'input' })
  return Object.entries(described.properties as Record<string, Described>).map(([name, given]) => {
    const { anyOf: [value = given] = [] } = given
    const types = [value, ...(given.anyOf ?? [])].flatMap(({ type }) => type ?? [])
    const target = targetOf(schema.shape[name] as z.ZodType)
    const options = types.includes('boolean') ? ['true', 'false'] : (value.enum ?? []).filter((one) => one !== null).map(String)
    const widget = target ? 'reference' : widgetOf(value, types)
    return {
      name,
      title: titleOf(target ? name.replace(/Id$/, '') : name),
      widget,
      required: !types.includes('null') && widget !== 'checkbox',
      default: given.default,
      options,
      maxLength: value.maxLength,
      target,
    }
  })
}

/** What a form for a new row asks for: what is not shown of one is a secret. */
export const formOf = (schema: z.ZodObject, { shape: shown }: z.ZodObject): Field[] =>
  fieldsOf(schema).map((field) => {
    if (Object.hasOwn(shown, field.name)) return field
    // A box that is not ticked would say no.
    return { ...field, isSecret: true, widget: field.widget === 'checkbox' ? 'select' : field.widget }
  })

/** And one for a row that is there: left empty, a secret stays as it is. */
export const editorOf = (schema: z.ZodObject, shown: z.ZodObject): Field[] =>
  formOf(schema, shown).map((field) => {
    return field.isSecret ? { ...field, required: false, title: `${field.title} (empty: as it is)` } : field
  })

const formats: Record<string, Widget> = { date: 'date', 'date-time': 'datetime-local', email: 'email', uri: 'url' }

function widgetOf({ enum: options, format = '', maxLength = Infinity }: Described, types: string[]): Widget {
  if (types.includes('boolean')) return types.includes('null') ? 'select' : 'checkbox'
  if (options) return 'select'
  if (types.includes('object')) return 'json'
  if (types.includes('integer') || types.includes('number')) return 'number'
  return formats[format] ?? (maxLength > 1_000 ? 'textarea' : 'text')
}

/** The table that a column refers to, by its name in TypeScript. */
function targetOf(type: z.ZodType): string | undefined {
  const { innerType } = type.def as { innerType?: z.ZodType }
  if (innerType) return targetOf(innerType)
  return column
    .get(type)
    ?.references?.replace(/\..*/, '')
    .replaceAll(/_./g, (match) => match[1]!.toUpperCase())
}

/** `orderItems` → `Order items` */
export const titleOf = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase())

export type Fields = readonly Field[]
export type Values = Record<string, unknown>

/** What a form sent, as JSON would have it; what cannot be read stays text, which its schema refuses. */
export const readForm = (fields: Fields, sent: Values): Values =>
  Object.fromEntries(fields.map((field) => [field.name, readField(field, sent[field.name])]))

function readField({ widget, required, options }: Field, given: unknown): unknown {
  if (widget === 'checkbox') return given === 'on'
  if (typeof given !== 'string') return undefined
  if (given === '') return required ? undefined : null
  if (options[0] === 'true') return given === 'true'
  if (widget === 'datetime-local') return `${given}${given.length === 16 ? ':00' : ''}Z`
  if (widget === 'number' || widget === 'reference')
    return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(given) ? Number(given) : given
  if (widget === 'json') return readJson(given)
  return given.replaceAll('\r\n', '\n')
}

function readJson(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    return given
  }
}

/** A value as an input has it. */
export function textOf({ widget, isSecret }: Field, value: unknown): string {
  if (value === null || value === undefined || isSecret) return ''
  if (widget === 'datetime-local') return String(value).replace(/Z$/, '')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/**
 * What a form sent, as its schema has it, without secrets that were left empty.
 * @throws ValidationError with what is wrong with it
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, fields: Fields, values: Values): z.output<Schema> {
  const missing = fields.filter(({ name, required }) => required && values[name] === undefined)
  if (missing.length > 0) throw new ValidationError(missing.map(({ name }) => ({ path: name, message: 'Required' })))
  const given = fields.filter(({ name, isSecret }) => !isSecret || values[name] !== null)
  const { data, error } = schema.safeParse(Object.fromEntries(given.map(({ name }) => [name, values[name]])))
  if (error) throw new ValidationError(issuesOf(error.issues))
  checkStorable(data)
  return data
}
