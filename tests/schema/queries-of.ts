import type { Migration } from '../../src/schema/step.ts'

type Foretold = Pick<Migration, 'hazards'> | undefined

/** What a migration's hazards say to ask the database, as long as it has not run. */
export const queriesOf = (migration: Foretold): string[] => migration?.hazards.flatMap(queryIn) ?? []

/** What finds rows on which it fails. */
export const inTheWay = (migration: Foretold): string[] =>
  migration?.hazards.filter((hazard) => /\bit fails where/i.test(hazard)).flatMap(queryIn) ?? []

const queryIn = (hazard: string): string[] => /: (select .*)$/.exec(hazard)?.slice(1) ?? []
