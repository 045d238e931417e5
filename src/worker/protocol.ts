import type { Engine, Schema, Table } from '../schema/schema.ts'
import type { Migration } from '../schema/step.ts'

/**
 * Where a schema is: what the models say, once a database has built it or, `declared`, as they say it; what the migrations
 * build; what some migrations build; in the project's own database, in a file, or on a server.
 */
export type Side =
  | 'models'
  | 'declared'
  | 'migrations'
  | 'database'
  | BuiltBy
  | { readonly file: string }
  | { readonly url: string }

/** What some migrations build. The rows that they write are among what is not read. */
export interface BuiltBy {
  /** Their names, in order. */
  readonly migrations: readonly string[]
  /** One of them, as it would be. */
  readonly draft?: { readonly name: string; readonly source: string }
}

/** What the worker reads, as JSON on a line of its own: two schemas are asked for, which sequences are behind, or whether migrations run. */
export type Request = Schemas | 'sequences' | Trial

interface Schemas {
  readonly from: Side
  readonly to: Side
  /** Of the project. */
  readonly engine: Engine
}

/** Migrations that are not written yet. */
export interface Trial extends Required<Pick<Migration, 'canFail'>> {
  readonly engine: Engine
  readonly sources: readonly string[]
  /** Those that get rows, each after those that it refers to. */
  readonly tables: readonly Table[]
}

/** What it writes to `answerDescriptor`, as JSON on a line for each request: what the project's code prints goes elsewhere. */
export type Answer =
  | SchemasRead
  | { readonly behind: readonly Behind[] }
  | { readonly tried: true }
  | { readonly error: Failure }

export interface SchemasRead {
  readonly from: Schema
  readonly to: Schema
}

export interface Behind {
  readonly sequence: string
  /** What brings it up to its rows. */
  readonly statement: string
}

export interface Failure {
  /** None for a bug. */
  readonly code?: string
  readonly message: string
  readonly hint?: string
  readonly stack?: string
}

export const answerDescriptor = 3
