/** What kept its rows, or its values, under another name. */
export interface Renames {
  readonly tables: readonly Renamed[]
  readonly columns: readonly RenamedColumn[]
}

export interface Renamed {
  readonly from: string
  readonly to: string
}

export interface RenamedColumn extends Renamed {
  /** Its table, by the new name. */
  readonly table: string
}

export const noRenames: Renames = { tables: [], columns: [] }
