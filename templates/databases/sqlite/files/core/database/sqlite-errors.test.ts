import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { ConflictError, UnavailableError, ValidationError } from '../errors.ts'
import { translate } from './sqlite-errors.ts'

const error = (errcode: number, message = '') => Object.assign(new Error(message), { errcode })

describe('translate', () => {
  it.each([
    [ConflictError, [787, 1811], 'FOREIGN KEY constraint failed'],
    [ConflictError, [1555, 2067, 2579], 'UNIQUE constraint failed: people.id'],
    [ValidationError, [18, 20, 275, 1299, 3091], ''],
    // A lock, and each way of being in the way of a WAL.
    [UnavailableError, [5, 6, 15, 17, 261, 262, 517, 773], ''],
    [UnavailableError, [3, 7, 8, 10, 11, 13, 14, 22, 26, 264, 266, 267, 270, 520, 522, 526, 778, 1032, 3082, 4874], ''],
    // What is written wrong, and what a trigger refuses.
    [Error, [1, 2, 4, 12, 21, 23, 25, 1811], ''],
  ])('gives a %o for %j', (type, codes, message) => {
    for (const code of codes) expect((translate(error(code, message)) as Error).constructor, `${code}`).toBe(type)
  })

  it('says what to do about a database that cannot be used', () => {
    const { message, cause } = translate(error(8, 'attempt to write a readonly database')) as Error
    expect(message).toBe('The database takes no changes')
    expect(cause).toHaveProperty('message', expect.stringMatching(/^attempt to write a readonly database: this process must/))
  })

  it('takes an index for a key whose columns nobody says', () => {
    const taken = translate(error(2067, "UNIQUE constraint failed: index 'people_lower'"))
    expect(taken).toMatchObject({ message: 'Another row has the same people_lower', issues: [] })
  })
})

describe('a statement that is refused', () => {
  const db = createTestDb().$pickTables<never>().$extendTables<{ teams: any; people: any; notes: any; badges: any; orderStatus: any }>()
  beforeAll(async () => {
    for (const statement of [
      'create table teams (id integer primary key, area integer, unique (id, area))',
      `create table people (id integer primary key, first_name text not null, age integer,
        team_id integer references teams on delete restrict, team_area integer,
        constraint people_age_check check (age > 0), check (team_area < 100),
        foreign key (team_id, team_area) references teams (id, area)) strict`,
      `create table order_status (id integer primary key, status text, total integer, status_total integer,
        constraint order_status_total_check check (total > 0),
        constraint order_status_status_total_check check (status_total > 0), check (length(status) > 1 and total < 9))`,
      'create table notes (team_id integer references teams)',
      'create table badges (team_id integer references teams on delete cascade)',
      'insert into teams values (1, 1), (2, 2), (3, 3)',
      "insert into people values (1, 'Ada', 36, 1, 1)",
      'insert into notes values (2)',
    ]) {
      await sql.raw(statement).execute(db)
    }
  })
  afterAll(() => db.destroy())

  const grace = { firstName: 'Grace', teamId: 1, teamArea: 1 }
  const add = (values: object) => db.insertInto('people').values({ ...grace, ...values })
  const status = (values: object) =>
    db.insertInto('orderStatus').values({ status: 'open', total: 1, statusTotal: 1, ...values })
  const change = (values: object) => db.updateTable('people').set(values).where('id', '=', 1)

  it.each([
    ['a reference to nothing', () => add({ teamId: 9, teamArea: null }), ['teamId']],
    ['one of several columns', () => add({ teamArea: 2 }), ['teamId', 'teamArea']],
    ['one of several rows', () => db.insertInto('notes').values([{ teamId: 1 }, { teamId: 9 }]), ['teamId']],
    ['a change of one', () => change({ teamId: 9, teamArea: null }), ['teamId']],
    ['a key that is taken', () => add({ id: 1 }), ['id']],
    ['a key of several columns', () => db.insertInto('teams').values({ id: 1, area: 1 }), ['id']],
    ['nothing where something must be', () => change({ firstName: null }), ['firstName']],
    ['what a check with a name does not allow', () => add({ age: 0 }), ['age']],
    ['what a check without one does not allow', () => change({ teamArea: 100 }), ['teamArea']],
    ['a check whose table has the name of a column', () => status({ total: 0 }), ['total']],
    ['a check whose column has another one in its name', () => status({ statusTotal: 0 }), ['statusTotal']],
    ['a check of two columns, beside one that has both names', () => status({ status: 'x' }), ['status', 'total']],
    ['another type', () => add({ age: 'old' }), ['age']],
  ])('names the fields of %s', async (_, query, fields) => {
    const issues = fields.map((path) => ({ path, message: expect.any(String) }))
    await expect(query().execute()).rejects.toMatchObject({ issues })
  })

  it.each([
    [1, 'Rows of people still refer to it'],
    [2, 'Rows of notes still refer to it'],
  ])('says who refers to row %i that it would delete', async (id, message) => {
    const deletion = db.deleteFrom('teams').where('id', '=', id).returning('id')
    await expect(deletion.execute()).rejects.toThrow(new ConflictError(message))
  })
})
