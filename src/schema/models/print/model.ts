import { withoutTexts } from '../../print/code.ts'
import type { Column, Table } from '../../schema.ts'
import type { TableOptions } from '../options.ts'
import { columnCode, type SaidColumn } from './column.ts'
import type { PrintEngine } from './engines.ts'
import { sayIndexes, type SaidIndexes } from './indexes.ts'
import { keyOf } from './key.ts'
import { sayReference, type Tables } from './references.ts'
import { valuesOf } from './values.ts'

/** What the columns that `table()` gives are without it. */
const generated = {
  id: 'Id',
  createdAt: 'z.iso.datetime().register(column, {"default":"now","index":true})',
  updatedAt: 'z.iso.datetime().register(column, {"default":"now"})',
}

/** All that there is, for what is referred to. */
export interface Database {
  readonly tables: Tables
  readonly enums: ReadonlyMap<string, readonly string[]>
  readonly engine: PrintEngine
}

/**
 * The source of a model, as the features of a project have theirs, not formatted yet.
 * @param name of the model: `Order`
 * @param idType the type of the project's ids: `integer`
 */
export function printModel(table: Table, name: string, database: Database, idType: string): string {
  const { engine } = database
  const key = table.primaryKey?.columns.map(keyOf) ?? []
  const said = sayIndexes(table, key, engine)
  const columns = sayColumns(table, key, said, database, idType)
  const entries = columns.map((one) => [keyOf(one.column.name), codeOf(one, key, idType, engine), one] as const)
  const codes = new Map(entries.map(([column, code]) => [column, code]))
  const id = columns.find(({ column }) => keyOf(column.name) === 'id')
  const isUsualKey = id ? key.join() === 'id' && !isUncounted(id.column, engine) : key.length === 0
  const isUsual = Object.entries(generated).every(([column, code]) => codes.get(column) === code)
  const options: Omit<TableOptions, 'name'> = {
    ...(!isUsualKey && { primaryKey: key }),
    ...(said.indexes.length > 0 && { indexes: said.indexes }),
    ...(said.unique.length > 0 && { unique: said.unique }),
    ...checksOf(table, columns, engine),
  }
  const lines = entries.flatMap(
    ([
      column,
      code,
      {
        column: { generated: computed },
      },
    ]) => {
      if (isUsual && Object.hasOwn(generated, column)) return []
      const comment = computed ? [`// Computed: ${computed.expression.replaceAll(/\s+/g, ' ')}`] : []
      return [...comment, `${JSON.stringify(column)}: ${code},`]
    },
  )
  const end = Object.keys(options).length > 0 ? `, ${JSON.stringify(options)}` : ''
  const make = isUsual ? 'table' : 'bareTable'
  return [
    ...imports(lines.join('\n'), make),
    '',
    `export const ${name} = ${make}(${JSON.stringify(table.name.toLowerCase())}, {\n${lines.join('\n')}\n}${end})`,
    `export type ${name} = z.output<typeof ${name}>`,
    '',
    `declare module '#core/database/database.ts' {
  interface Database {
    ${JSON.stringify(keyOf(table.name))}: TableOf<typeof ${name}>
  }
}
`,
  ].join('\n')
}

function sayColumns(
  table: Table,
  key: readonly string[],
  said: SaidIndexes,
  { tables, enums, engine }: Database,
  idType: string,
): SaidColumn[] {
  const leading = [key[0], ...said.unique.map(([first]) => first), ...said.indexes.map(firstOf)]
  return table.columns.map((column) => {
    const name = keyOf(column.name)
    const reference = sayReference(column.name, table, tables, idType, engine)
    const [unique, index] = [said.uniqueColumns.includes(name), said.indexedColumns.includes(name)]
    const hasIndexAnyway = reference !== undefined && !unique && !leading.includes(name)
    const listed = table.checks
      .map((check) => valuesOf(check, column.name, engine))
      .find((found) => found !== undefined)
    const values = enums.get(column.type) ?? engine.valuesOf?.(column.type) ?? listed
    return {
      column,
      isKey: key.includes(name),
      ...(values && column.type !== engine.typeOf('boolean') && { values }),
      ...(reference?.references !== undefined && !values && { references: reference.references }),
      ...(reference && { type: reference.type }),
      options: {
        ...(values && reference?.references !== undefined && { references: `${reference.references}.id` }),
        ...reference?.options,
        ...(unique && { unique }),
        ...(index !== hasIndexAnyway && { index }),
      },
    }
  })
}

const firstOf = (index: NonNullable<TableOptions['indexes']>[number]): string | undefined => {
  if (!('on' in index)) return index[0]
  return index.where === undefined ? index.on[0] : undefined
}

/** Whether it is an id that a model would have the database count, and the database does not. */
const isUncounted = ({ type, identity }: Column, { identity: counts, isCounted }: PrintEngine): boolean =>
  counts !== undefined && isCounted(type) && identity === undefined

function codeOf(said: SaidColumn, key: readonly string[], idType: string, engine: PrintEngine): string {
  const { column, options } = said
  const isId = key.join() === 'id' && keyOf(column.name) === 'id' && column.type === idType
  const isBare = column.default === undefined && !column.generated && !said.values && said.type === undefined
  return isId && isBare && Object.keys(options).length === 0 ? 'Id' : columnCode(said, engine)
}

/** The checks that are not those of an enum. */
function checksOf(
  { checks }: Table,
  columns: readonly SaidColumn[],
  engine: PrintEngine,
): Pick<TableOptions, 'checks'> {
  const ofColumns = columns.flatMap(({ column, values }) =>
    values ? [checks.find((check) => valuesOf(check, column.name, engine) !== undefined)] : [],
  )
  const others = checks.filter((check) => !ofColumns.includes(check)).map(({ expression }) => expression)
  return others.length > 0 ? { checks: others } : {}
}

function imports(columns: string, make: string): string[] {
  const code = withoutTexts(columns.replaceAll(/^\/\/.*/gm, ''))
  const used = ['bigint', 'column', 'decimal', 'json', 'references'].filter((name) =>
    new RegExp(`\\b${name}[(,]`).test(code),
  )
  return [
    "import { z } from 'zod'",
    ...(used.length > 0 ? [`import { ${used.join(', ')} } from '#core/database/columns.ts'`] : []),
    ...(/\bId\b/.test(code) ? ["import { Id } from '#core/database/id.ts'"] : []),
    `import { ${make}, type TableOf } from '#core/database/model.ts'`,
  ]
}
