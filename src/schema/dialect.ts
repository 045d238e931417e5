import type { Difference } from './compare.ts'
import type { Engine, Schema } from './schema.ts'
import type { Step } from './step.ts'

/** What an engine knows of its own: all else about schemas is the same for each. */
export interface Dialect {
  readonly engine: Engine
  /** What two spellings of one name have in common. */
  readonly nameKey: (name: string) => string
  /** What types that can hold each other's values have in common: a rename is asked about within one. */
  readonly family: (type: string) => string
  /** Whether a value may be another when it is cast from one type to another. */
  readonly narrows: (from: string, to: string) => boolean
  /** A value that a person typed, as SQL; nothing where it is none of the type. */
  readonly literalOf: (text: string, type: string) => string | undefined
  /** Whether two expressions are one, but for how they are written. */
  readonly sameExpression: (one: string, other: string) => boolean
  /** An expression over one table with other names in it. */
  readonly renameIn: (sql: string, names: RenamedIdentifiers) => string
  /** A view or a trigger with other names in it. */
  readonly renameInStatement: (sql: string, names: RenamedNames) => string
  /** The statements that make one schema of another, whose rows stay. */
  readonly plan: (request: PlanRequest) => Step[]
  /** What may go wrong, or be lost, where there are rows; one sentence each. */
  readonly hazards: (request: PlanRequest) => string[]
}

export interface RenamedIdentifiers {
  readonly tables?: ReadonlyMap<string, string>
  readonly columns?: ReadonlyMap<string, string>
}

/** New names, by the {@link Dialect.nameKey} of the old ones. */
export interface RenamedNames {
  readonly tables: ReadonlyMap<string, string>
  readonly columnsOf: (table: string) => ReadonlyMap<string, string>
  readonly hasColumn: (table: string, column: string) => boolean
}

export interface PlanRequest {
  readonly from: Schema
  readonly to: Schema
  readonly difference: Difference
  /** What rows get where they would have nothing, as SQL, by `table.column`. */
  readonly fills: ReadonlyMap<string, string>
  /** Whether it undoes another: what was lost has stand-ins. */
  readonly isWayBack: boolean
}
