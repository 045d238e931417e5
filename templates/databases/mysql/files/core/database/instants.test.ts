import { CamelCasePlugin, DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { datetime } from './columns.ts'
import { instantsPlugin } from './instants.ts'
import { bareTable, table } from './model.ts'

table('team_events', { startsAt: datetime().nullable().default(null), title: z.string() })
bareTable('notes', { startsAt: z.string() })

const db = new Kysely<any>({
  dialect: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new MysqlIntrospector(kysely),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
  plugins: [instantsPlugin, new CamelCasePlugin()],
})
const iso = '2026-11-20T10:15:00.123Z'
const bound = '2026-11-20 10:15:00.123'
const both = { startsAt: iso, title: iso }

describe('instantsPlugin', () => {
  it.each([
    ['what is inserted', db.insertInto('teamEvents').values([both, both]), [bound, iso, bound, iso]],
    ['beside expressions', db.insertInto('teamEvents').values({ ...both, title: sql`'x'` }), [bound]],
    ['what is changed', db.updateTable('teamEvents').set(both).where('updatedAt', '<', iso), [bound, iso, bound]],
    ['a conflict', db.insertInto('teamEvents').values({ title: iso }).onDuplicateKeyUpdate(both), [iso, bound, iso]],
    ['what is compared', db.selectFrom('teamEvents').where('startsAt', 'in', [iso, iso]).where('title', '=', iso), [bound, bound, iso]],
    ['a range', db.selectFrom('teamEvents').where((eb) => eb.between('startsAt', iso, iso)), [bound, bound]],
    ['a reference', db.selectFrom('teamEvents as e').where(sql.ref('e.startsAt'), '>', iso), [bound]],
    ['a joined table', db.selectFrom('notes').innerJoin('teamEvents', 'title', 'text').where('teamEvents.startsAt', '=', iso), [bound]],
    ['a text of the same name', db.selectFrom('notes').where('startsAt', '=', iso), [iso]],
    ['a row of such texts', db.insertInto('notes').values({ startsAt: iso }), [iso]],
    ['nothing', db.insertInto('teamEvents').values({ startsAt: null, title: 'x' }), [null, 'x']],
  ])('binds %s as the column has it', (_, query, parameters) => {
    expect(query.compile().parameters).toEqual(parameters)
  })
})
