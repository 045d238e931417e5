import { engines } from '../../schema/models/engines.ts'
import type { Action, Check, Column, Engine, ForeignKey, Table } from '../../schema/schema.ts'
import type { Answers } from '../answers.ts'
import type { Field, Value } from '../fields/field.ts'
import { columnTypeOf, idType } from './column-type.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'
import { indexesOf, keyColumns } from './indexes.ts'
import { columnsOf } from './owned.ts'

type Ids = Answers['ids']

/** The table of a feature, as its model has it. */
export function featureTable(feature: Feature, ids: Ids, engine: Engine): Table {
  const { names, timestamps } = feature
  const fields = columnsOf(feature)
  const key = keyColumns(feature)
  return {
    name: names.table,
    columns: [
      ...(key.length > 0 ? [] : [idColumn(ids, engine)]),
      ...fields.map((field) => columnOf(field, ids, engine)),
      ...(timestamps ? ['created_at', 'updated_at'].map((name) => timestamp(name, engine)) : []),
    ],
    primaryKey:
      key.length > 0
        ? { columns: key, autoIncrement: false }
        : { columns: ['id'], autoIncrement: ids === 'integer' && engines[engine].identity === undefined },
    uniques: [],
    foreignKeys: fields.flatMap(foreignKeyOf),
    checks: fields.flatMap((field) => checkOf(field, engine)),
    indexes: indexesOf(feature, ids, engine),
    triggers: [],
    strict: false,
    withoutRowid: false,
  }
}

const idColumn = (ids: Ids, engine: Engine): Column => {
  const isCounted = ids === 'integer'
  const { identity } = engines[engine]
  return {
    name: 'id',
    type: idType(ids, engine),
    nullable: isCounted && identity === undefined,
    ...(isCounted && identity && { identity }),
  }
}

const timestamp = (name: string, engine: Engine): Column => ({
  name,
  type: engines[engine].typeOf('datetime'),
  nullable: false,
  default: engines[engine].now,
})

function columnOf(field: Field, ids: Ids, engine: Engine): Column {
  const { column, optional, default: usual } = field
  const type = columnTypeOf(field, ids, engine)
  return {
    name: column,
    type,
    nullable: optional,
    ...(usual !== undefined && { default: toSql(usual, type, engine) }),
  }
}

/** The value of a field in SQL, for a column of a type. */
export function toSql(value: Value, type: string, engine: Engine): string {
  if (typeof value === 'boolean' && engine !== 'sqlite') return String(value)
  return engines[engine].literal(typeof value === 'object' ? JSON.stringify(value) : value, type)
}

const foreignKeyOf = ({ column, target, onDelete = 'restrict' }: Field): ForeignKey[] =>
  target === undefined
    ? []
    : [
        {
          columns: [column],
          table: tableOf(target),
          references: ['id'],
          onDelete: onDelete.replace('-', ' ') as Action,
          onUpdate: 'no action',
        },
      ]

function checkOf({ column, values }: Field, engine: Engine): Check[] {
  const { quote, literal } = engines[engine]
  return values
    ? [{ column, expression: `${quote(column)} in (${values.map((value) => literal(value)).join(', ')})` }]
    : []
}
