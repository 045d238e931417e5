import type { Index, IndexColumn } from '../schema.ts'
import type { IndexRow } from './catalogue.ts'
import { readExpression } from './lists.ts'

export const indexOf = ({ name, unique, method, where, include, options, ...row }: IndexRow): Index => ({
  name,
  unique,
  columns: row.columns.map(indexColumn),
  ...(where !== null && { where: readExpression(where) }),
  ...(method !== 'btree' && { method }),
  ...(include && { include }),
  ...(options && { options }),
  ...(row.nullsnotdistinct && { nullsNotDistinct: true }),
})

function indexColumn({
  column,
  expression,
  descending,
  nullsfirst,
  collation,
  opclass,
}: IndexRow['columns'][number]): IndexColumn {
  return {
    ...(column === null ? { expression: readExpression(expression) } : { column }),
    descending,
    ...(collation !== null && { collation }),
    ...(opclass !== null && { opclass }),
    ...(nullsfirst !== descending && { nulls: nullsfirst ? 'first' : 'last' }),
  }
}
