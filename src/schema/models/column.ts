import { bare } from '../postgres/type.ts'
import type { Check, Column, EnumType } from '../schema.ts'
import { columnType } from './column-type.ts'
import { defaultOf } from './default.ts'
import type { ModelEngine } from './engines.ts'
import { fail } from './fail.ts'
import type { ColumnOptions, Registry } from './options.ts'
import { snakeCase } from './snake-case.ts'
import { layersOf, type ZodSchema } from './zod.ts'

/** A column of a model: how the database has it, and what else was said of it. */
export interface ModelColumn {
  /** In TypeScript: `customerId`. */
  readonly key: string
  readonly column: Column
  readonly checks: readonly Check[]
  /** PostgreSQL: its type, where that is a list of values. */
  readonly enum?: EnumType
  readonly options: ColumnOptions
}

/**
 * Reads a column from its Zod schema and what is registered of it, under any wrapper.
 * @param file of the model, for errors
 * @throws UsageError where its values have no column type
 */
export function readColumn(
  key: string,
  schema: ZodSchema,
  column: Registry<ColumnOptions>,
  file: string,
  engine: ModelEngine,
): ModelColumn {
  const options: ColumnOptions = Object.assign({}, ...layersOf(schema).map((layer) => column.get(layer as never)))
  const { type, size, values, nullable, optional, problem = 'one of no values' } = columnType(schema)
  const registered = options.type === undefined ? undefined : engine.normalType(options.type)
  const listed = registered && values && engine.enumOf?.(registered, values.map(String))
  const known = listed ?? registered ?? (type && engine.typeOf(values && type === 'text' ? 'enum' : type, size))
  if (known === undefined) {
    throw fail(
      'MODEL_TYPE_UNKNOWN',
      file,
      `\`${key}\` is ${problem}, and that is no type of a column`,
      typeHint(problem),
    )
  }
  const name = snakeCase(key)
  const isEnum = values !== undefined && registered !== undefined && engine.isEnum(registered)
  const usual = defaultOf(schema, options.default, known, engine)
  return {
    key,
    options,
    column: {
      name,
      type: known,
      nullable: nullable || optional,
      ...(usual !== undefined && { default: usual }),
    },
    checks:
      values && type !== 'boolean' && !isEnum ? [{ expression: isOneOf(name, values, engine), column: name }] : [],
    ...(isEnum && { enum: { name: bare(known), values: values.map(String) } }),
  }
}

const isOneOf = (
  name: string,
  values: readonly Parameters<ModelEngine['literal']>[0][],
  { quote, literal }: ModelEngine,
): string => `${quote(name)} in (${values.map((value) => literal(value)).join(', ')})`

function typeHint(problem: string): string {
  const hint = "Say what it is kept as: `.register(column, { type: 'text' })`."
  return problem === 'a z.date()'
    ? `Use \`datetime()\` of core/database/columns.ts, an instant as text. Or: ${hint}`
    : hint
}
