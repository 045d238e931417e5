import type { Column } from '../schema.ts'
import type { ColumnRow } from './catalogue.ts'
import { readDefault, readExpression, readNow } from './read-expression.ts'
import { normalType } from './type.ts'

/** Where a column is. */
interface Place {
  readonly isMariaDb: boolean
  /** Of the table. */
  readonly collation: string
  /** MariaDB: whether a check says that it is JSON, which is a long text there. */
  readonly isJson: boolean
}

export function columnOf(row: ColumnRow, { isMariaDb, collation, isJson }: Place): Column {
  const { name, nullable, extra, comment } = row
  const type = isJson ? 'json' : normalType(row.type)
  const generated = row.generated ? readExpression(row.generated, isMariaDb) : undefined
  const usual = generated === undefined ? readDefault(row.default, extra, type, isMariaDb) : undefined
  const [, onUpdate] = /on update (\S+)/i.exec(extra) ?? []
  return {
    name,
    type,
    nullable: nullable === 'YES',
    ...(usual !== undefined && { default: usual }),
    ...(generated !== undefined && { generated: { expression: generated, stored: /stored|persistent/i.test(extra) } }),
    ...(row.collation !== null && row.collation !== collation && !isJson && { collation: row.collation }),
    ...(/auto_increment/i.test(extra) && { identity: 'auto_increment' }),
    ...(onUpdate !== undefined && { onUpdate: readNow(onUpdate) }),
    ...(/\binvisible\b/i.test(extra) && { isInvisible: true }),
    ...(comment !== '' && { comment }),
  }
}
