import type {
  Check,
  Column,
  DatabaseObject,
  EnumType,
  ForeignKey,
  Index,
  Table,
  Trigger,
  Unique,
  View,
} from './schema.ts'

/** What one schema has and another has not. The order of columns is no difference. */
export interface Difference {
  readonly tables: Changed<Table>
  readonly views: Changed<View>
  readonly enums: EnumChanges
  readonly objects: Changed<DatabaseObject>
  /** The tables that both have, where they are not the same. */
  readonly altered: readonly TableDifference[]
}

export interface EnumChanges extends Changed<EnumType> {
  readonly altered: readonly { readonly from: EnumType; readonly to: EnumType }[]
}

export interface Changed<Item> {
  readonly dropped: readonly Item[]
  readonly added: readonly Item[]
}

export interface TableDifference {
  readonly from: Table
  readonly to: Table
  readonly columns: Changed<Column>
  readonly alteredColumns: readonly ColumnDifference[]
  readonly uniques: Changed<Unique>
  readonly foreignKeys: Changed<ForeignKey>
  readonly checks: Changed<Check>
  readonly indexes: Changed<Index>
  readonly triggers: Changed<Trigger>
  /** Whether its primary key is another. */
  readonly primaryKey: boolean
  /** Whether it is stored otherwise: `strict`, `without rowid`, its collation. */
  readonly storage: boolean
  /** Whether something else is said of it. */
  readonly comment: boolean
}

export type Aspect =
  | 'type'
  | 'nullable'
  | 'default'
  | 'generated'
  | 'collation'
  | 'onConflict'
  | 'identity'
  | 'counting'
  | 'onUpdate'
  | 'isInvisible'
  | 'comment'

export interface ColumnDifference {
  readonly from: Column
  readonly to: Column
  readonly aspects: readonly Aspect[]
}
