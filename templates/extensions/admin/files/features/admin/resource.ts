import type { Expression, SelectQueryBuilder, SqlBool } from 'kysely'
import type { z } from 'zod'
import type { Database, Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
import { editorOf, type Field, fieldsOf, formOf, titleOf } from '#core/html/fields.ts'
import type { Admin } from './access.ts'

/** A query on a table, whichever that is. */
export type Rows = SelectQueryBuilder<any, any, any>
export type Action = (db: Db, id: Id) => Promise<unknown>

type Services<Create, Update> = {
  create?: (db: Db, values: Create) => Promise<{ id: Id }>
  /** @param seen the versions of which the row may be, where it has one */
  update?: (db: Db, id: Id, changes: Update, seen?: number[]) => Promise<unknown>
  delete?: Action
}

type Given<Create extends z.ZodObject, Update extends z.ZodObject> = {
  /** What is shown. */
  read: z.ZodObject
  /** By what a list sorts and filters. */
  query: z.ZodObject
  create?: Create
  update?: Update
  services?: (admin: Admin) => Services<z.output<Create>, z.output<Update>>
  /** What else can be done to rows, by its name. */
  actions?: Record<string, Action>
  /** The rows that an admin may see, where he may not see all. */
  scope?: (admin: Admin) => Expression<SqlBool>
  /** Parts of a list, by their names. */
  tabs?: Record<string, (rows: Rows) => Rows>
  title?: string
  /** The column that people know a row by. */
  label?: string
  /** Those that a list shows, where it is not to show as many as there is room for. */
  columns?: string[]
}

export type Resource = Omit<Given<z.ZodObject, z.ZodObject>, 'actions' | 'services' | 'tabs'> & {
  table: string
  path: string
  title: string
  label: string
  /** All that is shown of a row. */
  shown: string[]
  columns: string[]
  /** Where a search looks. */
  texts: string[]
  /** What refers to other tables. */
  references: Field[]
  /** How a list is sorted unless told otherwise, and by what else it may be. */
  sort: string
  sorts: string[]
  filters: Field[]
  fields: { create: Field[]; update: Field[] }
  /** Whether a row says how often it was changed. */
  isVersioned: boolean
  tabs: Map<string, (rows: Rows) => Rows>
  actions: (admin: Admin) => Map<string, Action>
  services: (admin: Admin) => Services<any, any>
}

/** Rows of two tables, linked by one between them. */
export type Link = {
  /** The table whose rows say what they are linked with, and the other one. */
  of: keyof Database & string
  table: string
  /** What is between, and what of it refers to the one and to the other. */
  through: string
  from: string
  to: string
  set: (admin: Admin) => (db: Db, id: Id, ids: Id[], seen?: number[]) => Promise<void>
}

export const base = '/admin'
export const pathOf = ({ path }: Pick<Resource, 'path'>, id?: unknown): string =>
  `${base}/${path}${id === undefined ? '' : `/${id}`}`

const searched = new Set(['email', 'text', 'textarea', 'url'])

/** What the admin knows of a table; what it writes, it writes by the services of the feature. */
export function resource<Create extends z.ZodObject, Update extends z.ZodObject>(
  table: keyof Database & string,
  given: Given<Create, Update>,
): Resource {
  const columns = fieldsOf(given.read)
  const shown = columns.map(({ name }) => name)
  const label = given.label ?? labelIn(given.read)
  const services: Resource['services'] = given.services ?? (() => ({}))
  const query = fieldsOf(given.query).filter(({ name }) => name !== 'limit' && name !== 'cursor')
  const sort = query.find(({ name }) => name === 'sort')
  return {
    ...given,
    table,
    path: table.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    title: given.title ?? titleOf(table),
    label,
    shown,
    columns: [...new Set([label, ...(given.columns ?? mostTelling(shown))])],
    texts: columns.flatMap(({ name, widget }) => (searched.has(widget) ? [name] : [])),
    references: columns.filter(({ target }) => target !== undefined),
    sort: String(sort?.default),
    sorts: sort?.options.filter((option) => !option.startsWith('-')) ?? [],
    filters: query.filter((one) => one !== sort).map((one) => ({ ...one, ...targetIn(columns, one) })),
    fields: {
      create: given.create ? formOf(given.create, given.read) : [],
      update: given.update ? editorOf(given.update, given.read) : [],
    },
    services,
    isVersioned: shown.includes('version') && !Object.hasOwn(given.update?.shape ?? {}, 'version'),
    tabs: new Map(Object.entries(given.tabs ?? {})),
    actions(admin) {
      const { delete: remove } = services(admin)
      return new Map(Object.entries({ ...(remove && { delete: remove }), ...given.actions }))
    },
  }
}

/** As many columns as a screen is wide, and when it was. */
function mostTelling(shown: readonly string[]): string[] {
  const own = shown.filter((name) => !['id', 'createdAt', 'updatedAt'].includes(name))
  return [...own.slice(0, 7), ...shown.filter((name) => name === 'createdAt')]
}

/** In a query, an id does not say of what. */
function targetIn(columns: readonly Field[], { name }: Field): Partial<Field> {
  const { target, title } = columns.find((one) => one.name === name) ?? {}
  return target && title ? { target, title } : {}
}

/** The first column of words. */
const labelIn = (read: z.ZodObject): string =>
  Object.keys(read.shape).find((name) => ['word', 'a@b.example'].some((text) => accepts(read.shape[name], text))) ??
  'id'

const accepts = (schema: unknown, text: string) => (schema as z.ZodType).safeParse(text).success
