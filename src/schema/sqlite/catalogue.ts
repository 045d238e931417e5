/** What SQLite tells of a database, row by row. It is plain data. */
export interface Catalogue {
  readonly objects: readonly ObjectRow[]
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly keys: readonly KeyRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
}

/** Of `sqlite_schema`. */
export interface ObjectRow {
  readonly type: 'table' | 'index' | 'view' | 'trigger'
  readonly name: string
  readonly table: string
  readonly sql: string
}

/** Of `pragma_table_list`. */
export interface TableRow {
  readonly name: string
  readonly type: 'table' | 'view' | 'shadow' | 'virtual'
  readonly wr: number
  readonly strict: number
}

/** Of `pragma_table_xinfo`. */
export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly default: string | null
  readonly pk: number
  /** 2 for a column that is computed when it is read, 3 for one that is stored. */
  readonly hidden: number
}

/** A column of an index, as `pragma_index_list` and `pragma_index_xinfo` have it. */
export interface KeyRow {
  readonly table: string
  readonly index: string
  /** What made it: `create index`, `unique` or `primary key`. */
  readonly origin: 'c' | 'u' | 'pk'
  /** None for an expression. */
  readonly name: string | null
  readonly desc: number
  readonly coll: string
}

/** A column of a foreign key, as `pragma_foreign_key_list` has it. */
export interface ForeignKeyRow {
  readonly table: string
  readonly id: number
  readonly parent: string
  readonly from: string
  /** None where the reference names no columns. */
  readonly to: string | null
  readonly onDelete: string
  readonly onUpdate: string
}

/** Asks a database. */
export type All = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** The tables that rows are kept in, in the order in which they were made; a view or a virtual table has no page. */
const stored = `(select rowid as place, name from main.sqlite_schema where type = 'table' and rootpage > 0) s`

/** No name here has an underscore, so a plugin that renames what comes back changes nothing. */
const queries: Readonly<Record<keyof Catalogue, string>> = {
  objects: `select type, name, tbl_name as "table", sql from main.sqlite_schema where sql is not null order by rowid`,
  tables: `select name, type, wr, strict from pragma_table_list where schema = 'main'`,
  columns: `select s.name as "table", c.name, c.type, c."notnull", c.dflt_value as "default", c.pk, c.hidden
    from ${stored} join pragma_table_xinfo(s.name, 'main') c order by s.place, c.cid`,
  keys: `select s.name as "table", l.name as "index", l.origin, x.name, x."desc", x.coll
    from ${stored} join pragma_index_list(s.name, 'main') l join pragma_index_xinfo(l.name, 'main') x
    where x.key = 1 order by s.place, l.seq, x.seqno`,
  // They are listed from the last to the first.
  foreignKeys: `select s.name as "table", f.id, f."table" as parent, f."from", f."to",
      f.on_delete as "onDelete", f.on_update as "onUpdate"
    from ${stored} join pragma_foreign_key_list(s.name, 'main') f order by s.place, f.id desc, f.seq`,
}

/** What SQLite tells of its main database, in five queries. In one transaction they are of one moment. */
export async function readCatalogue(all: All): Promise<Catalogue> {
  const parts: [string, unknown][] = []
  for (const [part, sql] of Object.entries(queries)) parts.push([part, await all(sql)])
  return Object.fromEntries(parts) as unknown as Catalogue
}
