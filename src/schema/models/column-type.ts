import type { ZodSchema } from './zod.ts'

/** What columns are made for, whatever an engine calls it. */
export type Kind = 'text' | 'enum' | 'uuid' | 'date' | 'datetime' | 'integer' | 'bigint' | 'real' | 'boolean' | 'json'

/** What values a Zod schema gives. */
export interface ColumnType {
  /** Nothing where it has none of its own: what a transform gives, say. */
  readonly type?: Kind
  /** The greatest length of a text. */
  readonly size?: number
  /** The only ones that there are, as an enum has them. */
  readonly values?: readonly Value[]
  /** It gives `null`. */
  readonly nullable: boolean
  /** It gives nothing. */
  readonly optional: boolean
  /** What has no type: `z.date()`. */
  readonly problem?: string
}
type Value = string | number | bigint | boolean

/** The type of a column from its Zod schema. */
export function columnType(schema: ZodSchema, seen: ReadonlySet<ZodSchema> = new Set()): ColumnType {
  const { type, innerType, out, getter, options, left } = schema._zod.def
  // What holds itself, other than by an array or an object, is JSON at most.
  if (seen.has(schema)) return simple('json')
  const read = (inner: ZodSchema): ColumnType => columnType(inner, new Set([...seen, schema]))
  if (options) return union(options.map(read))
  const wrapper = wrappers[type]
  const inner = wrapper && (innerType ?? out ?? getter?.() ?? left)
  return inner ? { ...read(inner), ...wrapper } : plainType(schema)
}

/** The types that give what another gives, and what they change of it. */
const wrappers: Readonly<Record<string, Partial<ColumnType>>> = {
  nullable: { nullable: true },
  optional: { optional: true },
  default: { optional: false },
  prefault: { optional: false },
  nonoptional: { optional: false },
  readonly: {},
  catch: {},
  pipe: {},
  lazy: {},
  intersection: {},
}

const simple = (type: Kind): ColumnType => ({ type, nullable: false, optional: false })
const json = simple('json')
const anything = { ...json, nullable: true }

const types: Readonly<Record<string, ColumnType>> = {
  template_literal: simple('text'),
  bigint: simple('bigint'),
  boolean: simple('boolean'),
  success: simple('boolean'),
  object: json,
  array: json,
  tuple: json,
  record: json,
  unknown: anything,
  any: anything,
  null: { nullable: true, optional: false },
  undefined: { nullable: false, optional: true },
  void: { nullable: false, optional: true },
}

function plainType({ _zod: { def } }: ZodSchema): ColumnType {
  const formats = [def.format, ...(def.checks ?? []).map(({ _zod }) => _zod.def.format)]
  if (def.type === 'string') {
    const size = sizeOf(def.checks)
    return {
      ...simple(formats.flatMap((format) => texts[format ?? ''] ?? [])[0] ?? 'text'),
      ...(size !== undefined && { size }),
    }
  }
  if (def.type === 'number') {
    return simple(formats.some((format) => format?.includes('int')) ? 'integer' : 'real')
  }
  if (def.type === 'enum') return ofValues(enumValues(def.entries ?? {}))
  if (def.type === 'literal') return ofValues(def.values ?? [])
  return types[def.type] ?? { nullable: false, optional: false, problem: `a z.${def.type}()` }
}

/** The texts that databases have types for. */
const texts: Readonly<Record<string, Kind>> = {
  uuid: 'uuid',
  guid: 'uuid',
  date: 'date',
  datetime: 'datetime',
  int64: 'bigint',
}

function sizeOf(checks: ZodSchema['_zod']['def']['checks'] = []): number | undefined {
  const sizes = checks.flatMap(({ _zod: { def } }) => (def.check === 'max_length' ? (def.maximum ?? []) : []))
  return sizes.length > 0 ? Math.min(...sizes) : undefined
}

/** TypeScript's own enums of numbers have their names among their values. */
function enumValues(entries: Readonly<Record<string, string | number>>): (string | number)[] {
  const names = new Set(
    Object.values(entries)
      .filter((value) => typeof value === 'number')
      .map(String),
  )
  return Object.entries(entries).flatMap(([name, value]) => (names.has(name) ? [] : [value]))
}

function ofValues(given: readonly unknown[]): ColumnType {
  const values = given.filter((value) => value !== null && value !== undefined) as Value[]
  const type = common(values.map(kindOf))
  return {
    ...(type !== undefined && { type }),
    ...(type !== 'json' && values.length > 0 && { values: [...new Set(values)] }),
    nullable: given.includes(null),
    optional: given.includes(undefined),
  }
}

function kindOf(value: Value): Kind {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'bigint') return 'bigint'
  return Number.isInteger(value) ? 'integer' : 'real'
}

function union(options: readonly ColumnType[]): ColumnType {
  const problem = options.find((option) => option.problem !== undefined)?.problem
  const typed = options.filter((option) => option.type !== undefined)
  const type = common(typed.map((option) => option.type!))
  const values = typed.flatMap((option) => option.values ?? [])
  const isEnum = type !== 'json' && typed.length > 0 && typed.every((option) => option.values)
  return {
    ...(problem === undefined ? type !== undefined && { type } : { problem }),
    ...(isEnum && { values: [...new Set(values)] }),
    nullable: options.some(({ nullable }) => nullable),
    optional: options.some(({ optional }) => optional),
  }
}

/** The kind that holds values of all of them: where nothing else does, that is JSON. */
function common(all: readonly Kind[]): Kind | undefined {
  const [type, ...others] = [...new Set(all)]
  if (others.length === 0) return type
  const within = (...kinds: readonly Kind[]): boolean => all.every((one) => kinds.includes(one))
  if (within('integer', 'bigint')) return 'bigint'
  if (within('integer', 'bigint', 'real')) return 'real'
  return within('text', 'uuid', 'date', 'datetime') ? 'text' : 'json'
}
