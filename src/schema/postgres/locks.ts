/** What a table may be locked by, and what that leaves to others. */
const locks = {
  'ACCESS EXCLUSIVE': 'nobody can read it or write to it',
  'SHARE ROW EXCLUSIVE': 'everybody can read it, nobody write to it',
  SHARE: 'everybody can read it, nobody write to it',
  'SHARE UPDATE EXCLUSIVE': 'everybody can read it and write to it',
  'ROW EXCLUSIVE': 'everybody can read it and write to it, but to those rows',
} as const

/** A lock, how long it is held, and what that means; and how it goes with less. */
export const lockFor = (lock: keyof typeof locks, table: string, time: string, way = ''): string =>
  `${lock} on ${table} ${time}: ${locks[lock]}${way && `; ${way}`}.`

/** What changes only what PostgreSQL knows of a table waits for all who read it, and is done at once. */
export const forMoment = (table: string): string => `ACCESS EXCLUSIVE on ${table} for a moment.`
