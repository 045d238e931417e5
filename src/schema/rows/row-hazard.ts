/** Rows that a migration fails on, or makes others of. */
export interface RowHazard {
  /** A sentence, without its full stop. */
  readonly text: string
  /** What finds them as long as it has not run, where SQL can say it. */
  readonly query?: string
  /** Whether it fails on them. */
  readonly fails: boolean
}
