import { text } from '../../print/code.ts'
import type { Column } from '../../schema.ts'
import type { ColumnOptions } from '../options.ts'
import { defaultCode, isNow } from './default.ts'
import type { Values } from './values.ts'
import { zodType } from './zod-type.ts'

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
export function columnCode(said: SaidColumn): string {
  const { column } = said
  const zod = bareCode(said)
  const usual = column.default === undefined ? undefined : defaultCode(column.default, zod.code, said.values)
  const type = said.type ?? zod.type
  const options: ColumnOptions = {
    ...(type !== column.type && { type: column.type }),
    ...(column.default !== undefined &&
      usual === undefined && { default: isNow(column.default) ? 'now' : column.default }),
    ...said.options,
  }
  return [
    withOptions(zod.code, options, said),
    column.generated ? '.optional()' : '',
    column.nullable && !said.isKey && !column.generated ? nullCode(options, usual) : '',
    usual === undefined ? '' : `.default(${usual})`,
  ].join('')
}

function bareCode({ column, values }: SaidColumn): { readonly code: string; readonly type?: string } {
  if (isNow(column.default) && column.type === 'text') return { code: 'z.iso.datetime()', type: 'text' }
  if (!values || column.type === 'boolean') return zodType(column.type)
  const list = `[${values.map((value) => JSON.stringify(value)).join(', ')}]`
  if (typeof values[0] === 'string') return { code: `z.enum(${list})`, type: 'text' }
  return { code: `z.literal(${list})`, type: values.every(Number.isInteger) ? 'integer' : 'real' }
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
