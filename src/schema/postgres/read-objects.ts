import type { DatabaseObject } from '../schema.ts'
import type { Catalogue } from './catalogue.ts'
import { printCollation } from './create-table.ts'
import { identifier } from './identifier.ts'
import { inOrderOfNeed, madeOf } from './needs.ts'

/** The extensions, the sequences that no column owns, the domains and types, and the routines, each before what uses it. */
export const objectsOf = (catalogue: Catalogue): DatabaseObject[] => inOrderOfNeed(listObjects(catalogue), madeOf)

const listObjects = ({
  extensions,
  sequences,
  domains,
  composites,
  routines,
  aggregates,
}: Catalogue): DatabaseObject[] => [
  ...extensions,
  ...sequences.map(({ name, type, options }) => ({
    name: `sequence ${identifier(name)}`,
    sql: `create sequence ${identifier(name)} as ${type} ${options}`,
  })),
  ...domains.map((domain) => ({ name: `domain ${identifier(domain.name)}`, sql: createDomain(domain) })),
  ...[...composites, ...routines, ...aggregates].map(({ name, sql }) => ({ name, sql: sql.trimEnd() })),
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
