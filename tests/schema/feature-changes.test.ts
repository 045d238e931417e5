import { expect, it } from 'vitest'
import { alone, migrateTables } from '../../src/commands/feature/table-change.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { featureTable } from '../../src/render/features/table.ts'
import { compare } from '../../src/schema/compare.ts'
import { describe as describeDifference } from '../../src/schema/describe.ts'
import { createStatements } from '../../src/schema/postgres/create.ts'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { printMigration } from '../../src/schema/print/migration.ts'
import { replacedKey } from '../../src/schema/rows/replaced.ts'
import { loadMigration } from './load-migration.ts'
import { bootServer, read } from './postgres-support.ts'

const tableOf = (name: string, fields: string[]) =>
  featureTable(readFeatures({ [name]: { fields } }).get(name)!, 'uuid', 'postgres')

it('a feature on PostgreSQL takes another name, and its fields others, and keeps its rows', async () => {
  const server = await bootServer()
  const old = tableOf('orders', [
    'parent:references=orders:optional',
    'total:integer:index',
    'status:enum=open,paid,sent',
    'notes:text:optional',
  ])
  const renamed = tableOf('purchases', [
    'parent:references=purchases:optional',
    'total:integer:index',
    'status:enum=open,paid,sent',
    'notes:text:optional',
  ])
  const changed = tableOf('purchases', [
    'parent:references=purchases:optional',
    'amount:bigint:index',
    'status:enum=open,paid:default=paid',
    'notes:string=80',
  ])
  await server.exec(createStatements(alone(old, postgres)).join(';\n'))
  const id = '0198c0de-0000-7000-8000-000000000001'
  await server.exec(`insert into orders (id, total, status) values ('${id}', 7, 'sent')`)
  const begin = await read(server)

  const steps = [
    { from: old, to: renamed, renames: { tables: [{ from: 'orders', to: 'purchases' }], columns: [] } },
    {
      from: renamed,
      to: changed,
      renames: { tables: [], columns: [{ table: 'purchases', from: 'total', to: 'amount' }] },
      fills: new Map([
        ['purchases.notes', "'none'"],
        [replacedKey('purchases', 'status', "'sent'"), "'open'"],
      ]),
    },
  ]
  const sources: string[] = []
  for (const step of steps) {
    for (const migration of migrateTables(await read(server), [step], postgres)) {
      sources.push(printMigration(migration, postgres))
      await loadMigration(sources.at(-1)!).up(server.kysely)
    }
    const difference = compare(await read(server), alone(step.to, postgres), postgres)
    expect(describeDifference(difference)).toEqual([])
    expect(migrateTables(await read(server), [step], postgres)).toEqual([])
  }
  expect(await server.query('select id, amount::text, status, notes from purchases')).toEqual([
    { id, amount: '7', status: 'open', notes: 'none' },
  ])
  for (const source of sources.toReversed()) await loadMigration(source).down(server.kysely)
  expect(describeDifference(compare(await read(server), begin, postgres))).toEqual([])
  expect(await server.query('select total, status from orders')).toEqual([{ total: 7, status: 'open' }])
})
