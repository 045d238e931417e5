import { engines } from '../../schema/models/engines.ts'
import type { Action, Check, Column, Engine, ForeignKey, Table } from '../../schema/schema.ts'
import { literal } from '../../schema/sqlite/identifier.ts'
import type { Answers } from '../answers.ts'
import type { Field, Value } from '../fields/field.ts'
import { columnTypeOf, idType } from './column-type.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'
import { indexesOf, keyColumns } from './indexes.ts'

type Ids = Answers['ids']

/** The table of a feature, as its model has it. */
export function featureTable(feature: Feature, ids: Ids, engine: Engine): Table {
  const { names, fields, timestamps } = feature
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
        : { columns: ['id'], autoIncrement: ids === 'integer' && !engines[engine].hasIdentity },
    uniques: [],
    foreignKeys: fields.flatMap(foreignKeyOf),
    checks: fields.flatMap(checkOf),
    indexes: indexesOf(feature, ids, engine),
    triggers: [],
    strict: false,
    withoutRowid: false,
  }
}

const idColumn = (ids: Ids, engine: Engine): Column => {
  const isCounted = ids === 'integer'
  const { hasIdentity } = engines[engine]
  return {
    name: 'id',
    type: idType(ids, engine),
    nullable: isCounted && !hasIdentity,
    ...(isCounted && hasIdentity && { identity: 'by default' }),
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
  return {
    name: column,
    type: columnTypeOf(field, ids, engine),
    nullable: optional,
    ...(usual !== undefined && { default: toSql(usual, engine) }),
  }
}

/** The value of a field in SQL. */
export function toSql(value: Value, engine: Engine): string {
  if (typeof value === 'boolean' && engine !== 'sqlite') return String(value)
  return literal(typeof value === 'object' ? JSON.stringify(value) : value)
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

const checkOf = ({ column, values }: Field): Check[] =>
  values ? [{ column, expression: `"${column}" in (${values.map((value) => literal(value)).join(', ')})` }] : []
