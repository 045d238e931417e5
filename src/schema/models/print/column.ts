import { text } from '../../print/code.ts'
import type { Column } from '../../schema.ts'
import type { ColumnOptions } from '../options.ts'
import { defaultCode } from './default.ts'
import type { PrintEngine } from './engines.ts'
import type { Values } from './values.ts'
import type { ZodType } from './zod-type.ts'

/** A column, and what its model says of it beside its type. */
export interface SaidColumn {
  readonly column: Column
  readonly isKey: boolean
  readonly values?: Values
  /** The table whose `id` it is. */
  readonly references?: string
  /** The type that it has without saying so: that of the column to which it refers. */
  readonly type?: string
  readonly options: ColumnOptions
}

/** The Zod schema of a column, as TypeScript. */
export function columnCode(said: SaidColumn, engine: PrintEngine): string {
  const { column } = said
  const zod = bareCode(said, engine)
  const usual =
    column.default === undefined ? undefined : defaultCode(column.default, { ...said, zod: zod.code }, engine)
  const type = said.type ?? zod.type
  const options: ColumnOptions = {
    ...(type !== column.type && { type: engine.valuesOf?.(column.type) ? 'enum' : column.type }),
    ...(column.default !== undefined &&
      usual === undefined && { default: isNow(column, engine) ? 'now' : column.default }),
    ...said.options,
  }
  return [
    withOptions(zod.code, options, said),
    column.generated ? '.optional()' : '',
    column.nullable && !said.isKey && !column.generated ? nullCode(options, usual) : '',
    usual === undefined ? '' : `.default(${usual})`,
  ].join('')
}

/** Whether a default is the time now as the API writes it. */
const isNow = ({ default: usual }: Column, { now }: PrintEngine): boolean => usual === now

function bareCode({ column, values }: SaidColumn, engine: PrintEngine): ZodType {
  const { type } = column
  if (isNow(column, engine) && type === engine.timeType) return { code: 'z.iso.datetime()', type }
  if (!values || type === engine.typeOf('boolean')) return engine.zodType(type)
  const list = `[${values.map((value) => JSON.stringify(value)).join(', ')}]`
  if (typeof values[0] === 'string') return { code: `z.enum(${list})`, type: engine.typeOf('enum') }
  return { code: `z.literal(${list})`, type: engine.typeOf(values.every(Number.isInteger) ? 'integer' : 'real') }
}

function withOptions(zod: string, options: ColumnOptions, { references }: SaidColumn): string {
  const isBare = Object.keys(options).length === 0
  if (references !== undefined) {
    return `references(${text(references)}${isBare ? '' : `, ${JSON.stringify(options)}`})`
  }
  return isBare ? zod : `${zod}.register(column, ${JSON.stringify(options)})`
}

/** What is left out is null, or what the database has for it. */
function nullCode(options: ColumnOptions, usual: string | undefined): string {
  if (usual !== undefined) return '.nullable()'
  return options.default === undefined ? '.nullable().default(null)' : '.nullish()'
}
