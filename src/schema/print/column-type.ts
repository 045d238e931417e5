import type { SqlWriter } from '../dialect.ts'
import { template, text } from './code.ts'

/** The types that Kysely's schema builder knows; each other one is SQL. */
const numbers = 'integer smallint bigint int2 int4 int8 serial bigserial real float4 float8 decimal numeric'
const texts = 'text char varchar uuid json jsonb boolean blob binary varbinary bytea'
const times = 'date datetime datetime2 time timetz timestamp timestamptz'
const ranges = ['int4', 'int8', 'num', 'ts', 'tstz', 'date'].flatMap((of) => [`${of}range`, `${of}multirange`])
const simple = new Set(['double precision', ...`${numbers} ${texts} ${times}`.split(' '), ...ranges])
const sized = /^(?:(?:var)?char|(?:var)?binary|datetime2?|time(?:stamp)?(?:tz)?)\(\d+\)$/
const precise = /^((?:decimal|numeric)\(\d+),(\d+\))$/

/** A column's type, as the schema builder takes it. */
export function columnType(declared: string, sql: SqlWriter): string {
  const type = sql.builderType?.(declared) ?? declared
  if (simple.has(type) || sized.test(type)) return text(type)
  return precise.test(type) ? text(type.replace(precise, '$1, $2')) : template(sql.type(type))
}
