import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'

/** What goes before the columns change, and what comes after it. */
export interface Moved {
  readonly dropped: readonly Step[]
  readonly added: readonly Step[]
}

/** A table that is there before and after. */
export interface Staying {
  readonly from: Table
  readonly to: Table
  readonly difference?: TableDifference
}

/** The tables that stay, whether or not they differ. */
export const stayingTables = ({ from, to, difference }: PlanRequest): Staying[] =>
  to.tables.flatMap((table): Staying[] => {
    const altered = difference.altered.find((one) => one.to === table)
    if (altered) return [{ from: altered.from, to: table, difference: altered }]
    const before = from.tables.find(({ name }) => name === table.name)
    return before ? [{ from: before, to: table }] : []
  })
