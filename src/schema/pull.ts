import { baseline } from './baseline.ts'
import { compare } from './compare.ts'
import { describe } from './describe.ts'
import type { Dialect } from './dialect.ts'
import type { Schema, Table } from './schema.ts'
import type { Migration } from './step.ts'
import { keepUnspoken } from './unspoken.ts'

/** The three that should be one. */
export interface Sides {
  readonly database: Schema
  readonly migrations: Schema
  readonly models: Schema
}

export interface Pull {
  /** The tables of the database that have no model. */
  readonly tables: readonly Table[]
  /** Makes the tables and views of the database that no migration makes, and drops none; none where each has one. */
  readonly baseline?: Migration
  /** How tables of the database differ from their models, one line each. */
  readonly differences: readonly string[]
  /** What the baseline leaves out, because a role that it is for may not be there elsewhere. */
  readonly left: readonly string[]
}

/** What models and migrations lack of a database. */
export function planPull({ database, migrations, models }: Sides, dialect: Dialect): Pull {
  const lacks = <Item extends { readonly name: string }>(items: readonly Item[], others: readonly Item[]): Item[] => {
    const known = new Set(others.map(({ name }) => dialect.nameKey(name)))
    return items.filter(({ name }) => !known.has(dialect.nameKey(name)))
  }
  const target: Schema = {
    ...migrations,
    tables: [...migrations.tables, ...lacks(database.tables, migrations.tables).map(withoutRoles)],
    views: [...migrations.views, ...lacks(database.views, migrations.views).map(withoutRoles)],
    enums: [...(migrations.enums ?? []), ...lacks(database.enums ?? [], migrations.enums ?? [])],
    objects: [...(migrations.objects ?? []), ...lacks(database.objects ?? [], migrations.objects ?? [])],
  }
  const left = [...lacks(database.tables, migrations.tables), ...lacks(database.views, migrations.views)].flatMap(
    ofRoles,
  )
  const missing = baseline(migrations, target, dialect)
  const { altered } = compare(database, keepUnspoken(models, database, dialect), dialect)
  return {
    left,
    tables: lacks(database.tables, models.tables),
    ...(missing && { baseline: missing }),
    differences: describe({ tables: none, enums: { ...none, altered: [] }, objects: none, views: none, altered }),
  }
}

/** Without what is for a role: those are the server's, and another one may not have them. */
export const withoutRoles = <Item extends Pick<Table, 'triggers'>>(item: Item): Item => ({
  ...item,
  triggers: item.triggers.filter(({ role }) => role === undefined),
})

const ofRoles = ({ name, triggers }: Pick<Table, 'name' | 'triggers'>): string[] =>
  triggers
    .filter(({ role }) => role !== undefined)
    .map((trigger) =>
      trigger.kind === 'grant'
        ? `grant on ${name} to ${trigger.role}`
        : `policy ${trigger.name} of ${name} for ${trigger.role}`,
    )

const none = { dropped: [], added: [] }
