import type { Check, Column, ForeignKey, PrimaryKey, Unique } from '../schema.ts'
import { references } from '../sqlite/create-table.ts'
import { identifier } from '../sqlite/identifier.ts'

export const words = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ')

const named = (name: string | undefined): string => (name === undefined ? '' : `constraint ${identifier(name)}`)

const resolution = (onConflict: string | undefined): string => (onConflict ? `on conflict ${onConflict}` : '')

/** A key as it stands behind its column. */
export const primaryKeySql = ({ name, modifiers = [], onConflict, autoIncrement }: PrimaryKey): string =>
  words(named(name), 'primary key', ...modifiers, resolution(onConflict), autoIncrement ? 'autoincrement' : '')

export const uniqueSql = ({ name, onConflict }: Unique): string => words(named(name), 'unique', resolution(onConflict))

export const notNullSql = ({ onConflict }: Column): string => words('not null', resolution(onConflict))

export const checkSql = ({ name, expression }: Check): string => words(named(name), `check (${expression})`)

export const foreignKeySql = (key: ForeignKey): string => words(named(key.name), references(key))

/** When a foreign key is checked, where that can be put off. */
export const deferralSql = ({ deferrable }: ForeignKey): string =>
  deferrable ? `deferrable initially ${deferrable}` : ''
