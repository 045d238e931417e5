import type { SqlWriter } from '../dialect.ts'
import { createIndex, indexColumn } from './create-index.ts'
import { columnDefinition, createTable, printCollation, printDefault, references } from './create-table.ts'
import { defaultName } from './default-name.ts'
import { identifier } from './identifier.ts'

export const writer: SqlWriter = {
  identifier,
  type: (type) => type,
  default: printDefault,
  collation: printCollation,
  indexColumn,
  references,
  columnDefinition,
  createTable,
  createIndex,
  changesTogether: true,
  constraintName(table, columns, kind, taken = new Set()) {
    let number = 0
    while (taken.has(defaultName(table, columns, kind, number))) number += 1
    return defaultName(table, columns, kind, number)
  },
}
