import { constraintName } from '../constraint-name.ts'
import type { SqlWriter } from '../dialect.ts'
import { alterTable } from './alter-table.ts'
import { createIndex, indexColumn } from './create-index.ts'
import {
  columnDefinition,
  columnOptions,
  createTable,
  printCollation,
  printDefault,
  references,
  tableOptions,
} from './create-table.ts'
import { identifier } from './identifier.ts'
import { isLong } from './type.ts'

const words: Readonly<Record<string, string>> = {
  'tinyint(1)': 'boolean',
  int: 'integer',
  double: 'double precision',
}

export const writer: SqlWriter = {
  identifier,
  type: (type) => type,
  builderType: (type) => words[type] ?? type,
  default: printDefault,
  isPlainDefault: (expression, type) => !isLong(type) && !expression.includes('\\'),
  collation: printCollation,
  indexColumn,
  references,
  columnDefinition,
  columnOptions,
  createTable,
  alterTable,
  createIndex,
  constraintName,
  tableOptions,
  isWholeTable: true,
}
