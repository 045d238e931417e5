import { nameKey as mysqlKey } from '../../mysql/expression.ts'
import { textOf as mysqlText } from '../../mysql/text-of.ts'
import { tokenize as tokenizeMysql } from '../../mysql/tokens.ts'
import { enumValues } from '../../mysql/type.ts'
import { tokenize as tokenizePostgres } from '../../postgres/tokens.ts'
import type { Engine } from '../../schema.ts'
import { textOf, type Token } from '../../sql/token.ts'
import { nameKey as sqliteKey } from '../../sqlite/name-key.ts'
import { tokenize as tokenizeSqlite } from '../../sqlite/tokens.ts'
import { type ModelEngine, engines } from '../engines.ts'
import { mysqlType } from './mysql-type.ts'
import { postgresType } from './postgres-type.ts'
import { sqliteType } from './sqlite-type.ts'
import type { ZodType } from './zod-type.ts'

/** What models that are written from a database must know of its engine. */
export interface PrintEngine extends ModelEngine {
  readonly zodType: (type: string) => ZodType
  /** As defaults have them. */
  readonly booleans: Readonly<Record<string, string>>
  /** The type of what the API writes as a time, and Zod takes for one. */
  readonly timeType: string
  readonly tokenize: (sql: string) => readonly Token[]
  /** What a text in quotes says; nothing of any other token. */
  readonly textOf: (token: Token) => string | undefined
  readonly nameKey: (name: string) => string
  /** The same of a table's name, where that is more than of others. */
  readonly tableKey?: (name: string) => string
  /** The values of a type that is a list of them, and that a model calls `enum`. */
  readonly valuesOf?: (type: string) => readonly string[] | undefined
}

export const printEngines: Readonly<Record<Engine, PrintEngine>> = {
  sqlite: {
    ...engines.sqlite,
    zodType: sqliteType,
    booleans: { 0: 'false', 1: 'true' },
    timeType: 'text',
    tokenize: tokenizeSqlite,
    textOf,
    nameKey: sqliteKey,
  },
  postgres: {
    ...engines.postgres,
    zodType: postgresType,
    booleans: { true: 'true', false: 'false' },
    timeType: 'timestamptz(3)',
    tokenize: tokenizePostgres,
    textOf,
    nameKey: (name) => name,
  },
  mysql: {
    ...engines.mysql,
    zodType: mysqlType,
    booleans: { 0: 'false', 1: 'true' },
    timeType: 'datetime(3)',
    tokenize: tokenizeMysql,
    textOf: mysqlText,
    nameKey: mysqlKey,
    // A server on Linux has `Users` and `users`.
    tableKey: (name) => name,
    valuesOf: enumValues,
  },
}
