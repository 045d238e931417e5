import { constraintName } from '../constraint-name.ts'
import type { SqlWriter } from '../dialect.ts'
import { printCollation, printDefault, printType } from './column-text.ts'
import { columnDefinition, createTable, references } from './create-table.ts'
import { createIndex, indexColumn } from './create.ts'
import { identifier } from './identifier.ts'

export const writer: SqlWriter = {
  identifier,
  type: printType,
  default: printDefault,
  collation: printCollation,
  indexColumn,
  references,
  columnDefinition,
  createTable,
  tableOptions: ({ strict, withoutRowid }) => [
    ...(strict ? ['strict'] : []),
    ...(withoutRowid ? ['without rowid'] : []),
  ],
  createIndex,
  constraintName,
}
