import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

const placeholder = Symbol('bound at each run')

/**
 * A query that is built once, not at each run: that takes as long as everything else about reading one row.
 * @param build makes it; what it is given can be bound, and cannot be looked at
 * @returns what gives its first row
 */
export function prepared<Value, Row>(build: (db: Db, value: Value) => Compilable<Row>) {
  let compiled: CompiledQuery | undefined
  return async (db: Db, value: Value): Promise<Row | undefined> => {
    compiled ??= build(db, placeholder as Value).compile()
    const parameters = compiled.parameters.map((parameter) => (parameter === placeholder ? value : parameter))
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows[0]
  }
}
