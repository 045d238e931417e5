import { now } from '../../schema/print/default-value.ts'
import type { Action, Check, Column, ForeignKey, Table } from '../../schema/schema.ts'
import { literal } from '../../schema/sqlite/identifier.ts'
import type { Answers } from '../answers.ts'
import type { Field, Value } from '../fields/field.ts'
import { types } from '../fields/types.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'
import { indexesOf, keyColumns } from './indexes.ts'

type Ids = Answers['ids']

/** The table of a feature, as its model has it. */
export function featureTable(feature: Feature, ids: Ids): Table {
  const { names, fields, timestamps } = feature
  const key = keyColumns(feature)
  return {
    name: names.table,
    columns: [
      ...(key.length > 0 ? [] : [{ name: 'id', type: idType(ids), nullable: ids === 'integer' }]),
      ...fields.map((field) => columnOf(field, ids)),
      ...(timestamps ? ['created_at', 'updated_at'].map(timestamp) : []),
    ],
    primaryKey:
      key.length > 0 ? { columns: key, autoIncrement: false } : { columns: ['id'], autoIncrement: ids === 'integer' },
    uniques: [],
    foreignKeys: fields.flatMap(foreignKeyOf),
    checks: fields.flatMap(checkOf),
    indexes: indexesOf(feature, ids),
    triggers: [],
    strict: false,
    withoutRowid: false,
  }
}

const idType = (ids: Ids): string => (ids === 'uuid' ? 'text' : 'integer')

const timestamp = (name: string): Column => ({ name, type: 'text', nullable: false, default: now })

function columnOf({ column, type, optional, default: usual }: Field, ids: Ids): Column {
  return {
    name: column,
    type: type === 'references' ? idType(ids) : types[type].column,
    nullable: optional,
    ...(usual !== undefined && { default: toSql(usual) }),
  }
}

/** The value of a field in SQL. */
export const toSql = (value: Value): string => literal(typeof value === 'object' ? JSON.stringify(value) : value)

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
