import type { Action } from '../schema.ts'

/** What a project's core/database/columns.ts registers of a column. */
export interface ColumnOptions {
  readonly type?: string
  /** As SQL; `now` is the time of day. */
  readonly default?: string
  /** `customers.id` */
  readonly references?: string
  readonly onDelete?: Action
  readonly onUpdate?: Action
  readonly unique?: boolean
  readonly index?: boolean
}

/** An index as a list ends with the key of the table; as an object, it is just what it says. */
export type IndexOptions =
  | readonly string[]
  | { readonly on: readonly string[]; readonly unique?: boolean; readonly where?: string; readonly name?: string }

/** What a project's core/database/model.ts registers of a table. Columns are called as they are in TypeScript. */
export interface TableOptions {
  readonly name: string
  readonly primaryKey?: readonly string[]
  readonly indexes?: readonly IndexOptions[]
  readonly unique?: readonly (readonly string[])[]
  /** Conditions as SQL. */
  readonly checks?: readonly string[]
}

/** A registry of the project's own Zod. What a schema is a copy of, it asks for too. */
export interface Registry<Options> {
  readonly get: (schema: never) => Options | undefined
  readonly has: (schema: never) => boolean
}
