import type { RenamedNames } from '../dialect.ts'
import { renameIn } from './expression.ts'

/**
 * A view or a trigger after tables have other names. PostgreSQL keeps what they mean by itself: this is for those that
 * are dropped and come back, whose columns it finds by the names that they had.
 */
export const renameInStatement = (sql: string, { tables }: RenamedNames): string => renameIn(sql, { tables })
