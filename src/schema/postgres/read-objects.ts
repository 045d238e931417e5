import type { DatabaseObject } from '../schema.ts'
import type { Catalogue } from './catalogue.ts'
import { printCollation } from './create-table.ts'
import { identifier } from './identifier.ts'

/** The sequences that no column owns, the domains, and the functions, each before what may use it. */
export const objectsOf = ({ sequences, domains, routines }: Catalogue): DatabaseObject[] => [
  ...sequences.map(({ name, type, options }) => ({
    name: `sequence ${identifier(name)}`,
    sql: `create sequence ${identifier(name)} as ${type} ${options}`,
  })),
  ...domains.map((domain) => ({ name: `domain ${identifier(domain.name)}`, sql: createDomain(domain) })),
  ...routines.map(({ name, sql }) => ({ name, sql: sql.trimEnd() })),
]

function createDomain(domain: Catalogue['domains'][number]): string {
  const { name, type, collation, default: usual, required, checks } = domain
  return [
    `create domain ${identifier(name)} as ${type}`,
    collation === null ? '' : printCollation(collation),
    usual === null ? '' : `default ${usual}`,
    required ? 'not null' : '',
    ...(checks ?? []),
  ]
    .filter(Boolean)
    .join(' ')
}
