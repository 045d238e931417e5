import type { SqlWriter } from '../dialect.ts'
import type { Check, Column, ForeignKey, PrimaryKey, Unique } from '../schema.ts'

export const words = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ')

/** As much of an engine's words as constraints need. */
export type ConstraintWriter = Pick<SqlWriter, 'identifier' | 'references'>

const named = (name: string | undefined, { identifier }: ConstraintWriter): string =>
  name === undefined ? '' : `constraint ${identifier(name)}`

const resolution = (onConflict: string | undefined): string => (onConflict ? `on conflict ${onConflict}` : '')

/** A key as it stands behind its column. */
export const primaryKeySql = (
  { name, modifiers = [], onConflict, autoIncrement }: PrimaryKey,
  sql: SqlWriter,
): string =>
  words(named(name, sql), 'primary key', ...modifiers, resolution(onConflict), autoIncrement ? 'autoincrement' : '')

export const uniqueSql = ({ name, onConflict }: Unique, sql: ConstraintWriter): string =>
  words(named(name, sql), 'unique', resolution(onConflict))

export const notNullSql = ({ onConflict }: Column): string => words('not null', resolution(onConflict))

export const checkSql = ({ name, expression, isOwn, isNotValid }: Check, sql: ConstraintWriter): string =>
  words(named(name, sql), `check (${expression})`, isOwn ? 'no inherit' : '', isNotValid ? 'not valid' : '')

export const foreignKeySql = (key: ForeignKey, sql: ConstraintWriter): string =>
  words(named(key.name, sql), sql.references(key), key.isNotValid ? 'not valid' : '')

/** When a foreign key is checked, where that can be put off. */
export const deferralSql = ({ deferrable }: ForeignKey): string =>
  deferrable ? `deferrable initially ${deferrable}` : ''
