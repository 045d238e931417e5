import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { copyOfShop, run } from './shop.ts'

/** A model: its columns, as TypeScript, and its options. */
export interface Model {
  readonly columns: Readonly<Record<string, string>>
  readonly options?: string
  /** Whether it has no `id`, `createdAt` and `updatedAt`. */
  readonly bare?: boolean
}
/** By table. */
export type Models = Readonly<Record<string, Model>>

/** An installed project whose models are changed, and whose database has rows. */
export interface Changing {
  readonly root: string
  readonly write: (models: Models) => Promise<void>
  readonly paxx: (...args: string[]) => Promise<{ exitCode?: number; stdout: string; stderr: string }>
  /** Runs paxx, and fails the test with all that it printed unless it succeeds. */
  readonly succeed: (...args: string[]) => Promise<string>
  readonly json: (...args: string[]) => Promise<{ exitCode: number | undefined; json: Record<string, any> }>
  /** Writes a migration by hand, with SQL for each direction, and applies it. */
  readonly byHand: (up: readonly string[], down?: readonly string[]) => Promise<void>
  /** Names of the migrations' files. */
  readonly migrations: () => Promise<string[]>
  /** The source of the last migration. */
  readonly last: () => Promise<string>
  /** Runs SQL on the project's database; what it says if it is a query. */
  readonly sql: (...statements: string[]) => Record<string, unknown>[]
  /** Every row of every table of the project, by table. */
  readonly rows: () => Record<string, unknown>
}

export async function changingProject(): Promise<Changing> {
  const root = await copyOfShop()
  await mkdir(path.join(root, 'migrations'), { recursive: true })
  const paxx = (...args: string[]) => run('node_modules/.bin/paxx', args, { cwd: root })
  const succeed = async (...args: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await paxx(...args)
    expect(exitCode, `paxx ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
    return stdout
  }
  const migrations = async () => (await readdir(path.join(root, 'migrations'))).toSorted()
  const query = (statements: readonly string[]): Record<string, unknown>[] => {
    const database = new DatabaseSync(path.join(root, 'data/shop.db'))
    const answers = statements.map((statement) => database.prepare(statement).all())
    database.close()
    return answers.at(-1) as Record<string, unknown>[]
  }
  return {
    root,
    paxx,
    succeed,
    migrations,
    async json(...args) {
      const { exitCode, stdout } = await paxx('--json', ...args)
      return { exitCode, json: JSON.parse(stdout) as Record<string, any> }
    },
    async write(models) {
      await rm(path.join(root, 'features'), { recursive: true })
      for (const [name, model] of Object.entries(models)) {
        await mkdir(path.join(root, 'features', name), { recursive: true })
        await writeFile(path.join(root, 'features', name, 'models.ts'), print(name, model))
      }
    },
    async byHand(up, down = []) {
      await succeed('db', 'migrate', 'by hand', '--empty')
      const execute = (list: readonly string[]) => list.map((one) => `  await sql\`${one}\`.execute(db)\n`).join('')
      const direction = (name: string, list: readonly string[]) =>
        `export async function ${name}(db: Kysely<unknown>): Promise<void> {\n${execute(list)}}\n`
      const source = ["import { type Kysely, sql } from 'kysely'\n", direction('up', up), direction('down', down)]
      await writeFile(path.join(root, 'migrations', (await migrations()).at(-1)!), source.join('\n'))
      await succeed('db', 'upgrade')
    },
    last: async () => await readFile(path.join(root, 'migrations', (await migrations()).at(-1)!), 'utf8'),
    sql: (...statements) => query(statements),
    rows() {
      const names = query([
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'kysely_migration'",
      ]).map(({ name }) => String(name))
      const ordered = names.toSorted().map((name) => [name, query([`select * from "${name}" order by 1, 2`])] as const)
      return Object.fromEntries(ordered)
    },
  }
}

export const customers: Model = {
  columns: { email: 'z.email().register(column, { unique: true })', name: 'z.string()' },
}
export const orders: Model = {
  columns: {
    customerId: "references('customers')",
    total: 'z.int().min(0)',
    status: "z.enum(['pending', 'paid']).default('pending')",
    notes: 'z.string().nullable()',
  },
}

const rows = [
  "insert into customers (id, email, name) values (1, 'ada@example.com', 'Ada'), (2, 'bo@example.com', 'Bo')",
  `insert into orders (id, customer_id, total, status, notes)
   values (1, 1, 10, 'paid', 'first'), (2, 2, 20, 'pending', null), (7, 1, 30, 'pending', 'it''s')`,
]

/** A project with customers, their orders, and rows. */
export async function shopWithRows(): Promise<Changing> {
  const shop = await changingProject()
  await shop.write({ customers, orders })
  await shop.succeed('db', 'migrate', 'customers and orders')
  await shop.succeed('db', 'upgrade')
  shop.sql(...rows)
  return shop
}

export const withColumns = (model: Model, columns: Readonly<Record<string, string | undefined>>): Model => {
  const all = Object.entries({ ...model.columns, ...columns })
  return { ...model, columns: Object.fromEntries(all.filter((entry): entry is [string, string] => Boolean(entry[1]))) }
}

const print = (name: string, { columns, options = '', bare = false }: Model): string => `import { z } from 'zod'
import { column, json, references } from '#core/database/columns.ts'
import { bareTable, table } from '#core/database/model.ts'

export const Model = ${bare ? 'bareTable' : 'table'}('${name}', {
${Object.entries(columns)
  .map(([key, type]) => `  ${key}: ${type},\n`)
  .join('')}}${options && `, ${options}`})
export const used = { bareTable, column, json, references, table, z }
`
