import { type Kysely, sql } from 'kysely'
import type { Db } from '#core/database/database.ts'
import { type Id, IdParam } from '#core/database/id.ts'
import { type Issue, NotFoundError, ValidationError } from '#core/errors.ts'
import type { Field, Values } from '#core/html/fields.ts'
import type { Choices } from '#core/html/form.ts'
import type { Admin } from './access.ts'
import type { Link, Resource, Rows } from './resource.ts'

/** What an admin has before him: a table among the others. */
export type Desk = { db: Db; admin: Admin; resource: Resource; resources: readonly Resource[]; links: readonly Link[] }

/** The rows of the table that he may see. */
export function rowsOf({ db, admin, resource: { table, scope } }: Desk): Rows {
  const rows = (db as Kysely<any>).selectFrom(table)
  return scope ? rows.where(scope(admin)) : rows
}

/** The rows with these ids, by those. */
export async function readRows(desk: Desk, ids: readonly Id[]): Promise<Map<unknown, Values>> {
  if (ids.length === 0) return new Map()
  const found = await rowsOf(desk).select(desk.resource.shown).where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, row]))
}

/** The rows that a request names, in its order. */
export async function findRows(desk: Desk, given: readonly unknown[]): Promise<Values[]> {
  if (given.length === 0 || given.length > 100) throw new ValidationError([], 'Choose from 1 to 100 rows')
  const ids = given.map((text) => IdParam.safeParse(text).data)
  const found = await readRows(desk, ids.filter((id) => id !== undefined))
  return ids.map((id, index) => {
    const row = found.get(id)
    if (!row) throw new NotFoundError(desk.resource.title, String(given[index]))
    return row
  })
}

export const labelOf = ({ label }: Resource, row: Values): string => String(row[label] || row['id'])

/** The desk of another table, where the admin knows it. */
export function deskOf(desk: Desk, target: string | undefined): Desk | undefined {
  const resource = desk.resources.find(({ table }) => table === target)
  return resource && { ...desk, resource }
}

export type Labels = Record<string, ReadonlyMap<unknown, string>>

/** What rows refer to is called, by the column and the id. */
export async function labelsFor(desk: Desk, rows: readonly Values[]): Promise<Labels> {
  const labels: Labels = {}
  for (const field of desk.resource.references) {
    const to = deskOf(desk, field.target)
    const ids = [...new Set(rows.map((row) => row[field.name]))].filter((id) => id !== null)
    if (!to || ids.length === 0) continue
    const found = await rowsOf(to).select(['id', to.resource.label]).where('id', 'in', ids).execute()
    labels[field.name] = new Map(found.map((row) => [row.id, labelOf(to.resource, row)]))
  }
  return labels
}

/** How many rows of another table somebody reads. */
export const most = 100

/** What selects offer for references; nothing for those to a table of more rows than somebody reads. */
export async function choicesFor(desk: Desk, fields: readonly Field[]): Promise<Record<string, Choices>> {
  const choices: Record<string, Choices> = {}
  for (const field of fields) {
    const to = deskOf(desk, field.target)
    const found = to ? await rowsOf(to).select(['id', to.resource.label]).limit(most + 1).execute() : []
    if (to && found.length <= most) choices[field.name] = choicesOf(to, found)
  }
  return choices
}

export const choicesOf = ({ resource }: Desk, rows: readonly Values[]): Choices =>
  rows.map((row) => [String(row['id']), labelOf(resource, row)] as const).toSorted(([, a], [, b]) => a.localeCompare(b))

type Matches = { issues: Issue[]; choices: Record<string, Choices> }

/** Puts ids where somebody wrote words for what is referred to, and says where those mean nothing, or several rows. */
export async function resolveWords(desk: Desk, fields: readonly Field[], values: Values): Promise<Matches> {
  const matches: Matches = { issues: [], choices: {} }
  for (const field of fields) {
    const [to, words] = [deskOf(desk, field.target), values[field.name]]
    if (!to || typeof words !== 'string' || IdParam.safeParse(words).success) continue
    const rows = rowsOf(to).select(['id', to.resource.label]).where(holds([to.resource.label], words))
    const found = choicesOf(to, await rows.orderBy('id', 'desc').limit(20).execute())
    if (found.length === 1) values[field.name] = IdParam.parse(found[0]![0])
    else matches.issues.push({ path: field.name, message: found.length > 0 ? 'Several match: choose one' : 'Nothing matches' })
    if (found.length > 1) matches.choices[field.name] = found
  }
  return matches
}

/** Whether one of the columns holds a text, in whatever letters. No index knows: rows are looked at one by one. */
export function holds(columns: readonly string[], text: string) {
  const pattern = `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
  // Of one thing, `concat` is its text, whatever type it has.
  const tests = columns.map((name) => sql`lower(concat(${sql.ref(name)})) like ${pattern} escape '!'`)
  return sql<boolean>`(${sql.join([sql`1 = 0`, ...tests], sql` or `)})`
}
