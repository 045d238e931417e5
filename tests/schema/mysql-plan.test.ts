import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/schema/migration.ts'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import type { Renames } from '../../src/schema/renames.ts'
import type { Schema, Table, View } from '../../src/schema/schema.ts'
import type { Step } from '../../src/schema/step.ts'
import { column, print, reference, table } from './print-samples.ts'

const schema = (tables: readonly Table[], views: readonly View[] = []): Schema => ({ engine: 'mysql', tables, views })
const id = column('id', 'bigint', { nullable: false, identity: 'auto_increment' })
const primaryKey = { columns: ['id'], autoIncrement: false }
const byColumn = (name: string, ...columns: string[]) => ({
  name,
  unique: false,
  columns: columns.map((one) => ({ column: one, descending: false })),
})

async function bodyOf(steps: readonly Step[]): Promise<string> {
  const source = await print({ up: steps }, mysql)
  return source
    .slice(source.indexOf('{\n', source.indexOf('up(')) + 2, source.indexOf('\n}\n'))
    .replaceAll(/^ {2}/gm, '')
}

describe('a migration for MySQL', () => {
  /** What each direction does, and what is said of it. */
  async function between(
    from: Schema,
    to: Schema,
    { fills = {}, renames = { tables: [], columns: [] } }: { fills?: Record<string, string>; renames?: Renames } = {},
  ) {
    const migration = migrate(from, to, { renames, fills: new Map(Object.entries(fills)) }, mysql)!
    return { up: await bodyOf(migration.up), down: await bodyOf(migration.down), hazards: migration.hazards }
  }

  it('changes all that it can of a table in one statement', async () => {
    const before = table('t', [id, column('a', 'int'), column('b', 'varchar(10)'), column('gone', 'int')], {
      primaryKey,
      indexes: [byColumn('t_a', 'a')],
    })
    const after = table(
      't',
      [id, column('a', 'bigint', { default: '2' }), column('b', 'varchar(20)'), column('c', 'longtext')],
      {
        primaryKey,
        indexes: [byColumn('t_a_b', 'a', 'b')],
      },
    )
    const { up, hazards } = await between(schema([before]), schema([after]))
    expect(up).toBe(`await sql\`
  alter table t
    drop index t_a,
    drop column gone,
    modify column a bigint default 2,
    modify column b varchar(20),
    add column c longtext,
    add index t_a_b (a, b)
\`.execute(db)`)
    expect(hazards).toEqual([
      't.gone is dropped, with what is in it.',
      't is copied, and nothing can be written to it until that is done.',
    ])
  })

  it('says it in words of the schema builder where that has them', async () => {
    const after = table(
      't',
      [
        id,
        column('a', 'varchar(20)', { nullable: false }),
        column('b', 'tinyint(1)', { nullable: false, default: '1' }),
      ],
      { primaryKey },
    )
    const { up, down } = await between(
      schema([table('t', [id, column('a', 'varchar(10)', { nullable: false })], { primaryKey })]),
      schema([after]),
    )
    expect(up).toBe(`await db.schema
  .alterTable('t')
  .modifyColumn('a', 'varchar(20)', (column) => column.notNull())
  .addColumn('b', 'boolean', (column) => column.notNull().defaultTo(true))
  .execute()`)
    expect(down).toBe(`await db.schema
  .alterTable('t')
  .dropColumn('b')
  .modifyColumn('a', 'varchar(10)', (column) => column.notNull())
  .execute()`)
  })

  it('keeps all that a column is when it changes one thing', async () => {
    const full = column('a', 'varchar(20)', {
      nullable: false,
      default: "'x'",
      collation: 'utf8mb4_bin',
      comment: "it's",
    })
    const { up } = await between(schema([table('t', [full])]), schema([table('t', [{ ...full, type: 'varchar(30)' }])]))
    expect(up).toBe(`await db.schema
  .alterTable('t')
  .modifyColumn('a', 'varchar(30)', (column) =>
    column
      .modifyFront(sql\`collate utf8mb4_bin\`)
      .notNull()
      .defaultTo('x')
      .modifyEnd(sql\`comment 'it''s'\`),
  )
  .execute()`)
  })

  it('gives rows a constant by a default, and takes that away again', async () => {
    const after = table('t', [id, column('b', 'varchar(20)', { nullable: false })], {
      primaryKey,
      indexes: [byColumn('t_b', 'b')],
    })
    const { up, hazards } = await between(schema([table('t', [id], { primaryKey })]), schema([after]), {
      fills: { 't.b': "'x'" },
    })
    expect(up).toBe(`await sql\`
  alter table t
    add column b varchar(20) not null default 'x',
    add index t_b (b)
\`.execute(db)

await db.schema
  .alterTable('t')
  .alterColumn('b', (column) => column.dropDefault())
  .execute()`)
    expect(hazards).toEqual(["t.b is 'x' in the rows that are there."])
  })

  it('fills nulls before there may be none', async () => {
    const of = (nullable: boolean) => schema([table('t', [column('a', 'varchar(9)', { nullable })])])
    const { up } = await between(of(true), of(false), { fills: { 't.a': "''" } })
    expect(up).toBe(`await sql\`update t set a = '' where a is null\`.execute(db)

await db.schema
  .alterTable('t')
  .modifyColumn('a', 'varchar(9)', (column) => column.notNull())
  .execute()`)
  })

  it('fills nulls with a value of the new type when that is there', async () => {
    const { up } = await between(
      schema([table('t', [column('a', 'int')])]),
      schema([table('t', [column('a', 'varchar(9)', { nullable: false })])]),
      { fills: { 't.a': "'none'" } },
    )
    expect(up.match(/modifyColumn\('a', 'varchar\(9\)'[^\n]*|update [^`]*/g)).toEqual([
      "modifyColumn('a', 'varchar(9)').execute()",
      "update t set a = 'none' where a is null",
      "modifyColumn('a', 'varchar(9)', (column) => column.notNull())",
    ])
  })

  it('fills nulls first where the old type has room for the value, and then needs one statement', async () => {
    const { up } = await between(
      schema([table('t', [column('a', 'longtext')])]),
      schema([table('t', [column('a', 'varchar(9)', { nullable: false })])]),
      { fills: { 't.a': "'none'" } },
    )
    expect(up.match(/modifyColumn|update [^`]*/g)).toEqual(["update t set a = 'none' where a is null", 'modifyColumn'])
  })

  it('takes references away from columns that change, and brings them back', async () => {
    const of = (type: string) =>
      schema([
        table('a', [column('id', type, { nullable: false })], { primaryKey }),
        table('b', [column('a_id', type)], {
          foreignKeys: [reference(['a_id'], 'a', ['id'], { givenName: 'b_a_id_foreign_key', onDelete: 'cascade' })],
          indexes: [byColumn('b_a_id_index', 'a_id')],
        }),
      ])
    const { up } = await between(of('int'), of('bigint'))
    expect(up).toBe(`await sql\`
  alter table b
    drop constraint b_a_id_foreign_key,
    drop index b_a_id_index,
    add index b_a_id_index (a_id)
\`.execute(db)

await db.schema
  .alterTable('a')
  .modifyColumn('id', 'bigint', (column) => column.notNull())
  .execute()

await db.schema.alterTable('b').modifyColumn('a_id', 'bigint').execute()

await db.schema
  .alterTable('b')
  .addForeignKeyConstraint('b_a_id_foreign_key', ['a_id'], 'a', ['id'], (key) => key.onDelete('cascade'))
  .execute()`)
  })

  it('renames in checks and in what is computed, and makes views and triggers anew', async () => {
    const of = (name: string, tableName: string) =>
      schema(
        [
          table(
            tableName,
            [
              column(name, 'int'),
              column('twice', 'int', { generated: { expression: `\`${name}\` * 2`, stored: false } }),
            ],
            {
              checks: [{ name: 'positive', expression: `\`${name}\` > 0` }],
              triggers: [
                {
                  name: 'watch',
                  sql: `create trigger watch before insert on ${tableName} for each row\nset new.${name} = 1`,
                },
              ],
            },
          ),
        ],
        [
          {
            name: 'v',
            sql: `create view v as\nselect \`${tableName}\`.\`${name}\` AS \`a\` from \`${tableName}\``,
            triggers: [],
          },
        ],
      )
    const { up, down } = await between(of('a', 't'), of('b', 'u'), {
      renames: { tables: [{ from: 't', to: 'u' }], columns: [{ table: 'u', from: 'a', to: 'b' }] },
    })
    const steps = (source: string) =>
      source.match(
        /drop (?:trigger|view) \w+|renameTo\('\w+'\)|dropColumn\('\w+'\)|drop constraint [^(]*|addColumn\('\w+'|create \w+ \w+/g,
      )
    const expected = (from: string, to: string, tableName: string) => [
      'drop trigger watch',
      'drop view v',
      `renameTo('${tableName}')`,
      "dropColumn('twice')",
      `drop constraint positive,\n    rename column ${from} to ${to},\n    add constraint positive check `,
      "addColumn('twice'",
      'create trigger watch',
      'create view v',
    ]
    expect(steps(up)).toEqual(expected('a', 'b', 'u'))
    expect(steps(down)).toEqual(expected('b', 'a', 't'))
    expect(up).toContain('for each row\nset new.b = 1')
    expect(up).toContain('select \\`u\\`.\\`b\\` AS \\`a\\` from \\`u\\`')
    expect(up).toContain('sql`\\`b\\` * 2`')
    expect(down).toContain('select \\`t\\`.\\`a\\` AS \\`a\\` from \\`t\\`')
  })

  it('creates tables that refer to each other, and drops them', async () => {
    const [a, b] = ['a', 'b'].map((name, at) =>
      table(name, [column('id', 'bigint', { nullable: false }), column('other', 'bigint')], {
        primaryKey,
        foreignKeys: [reference(['other'], at ? 'a' : 'b', ['id'])],
        indexes: [byColumn(`${name}_other`, 'other')],
      }),
    ) as [Table, Table]
    const { up, down } = await between(schema([]), schema([a, b]))
    expect(up.match(/createTable\('\w+'\)|alterTable\('\w+'\)|addForeignKeyConstraint\('\w+'/g)).toEqual([
      "createTable('b')",
      "createTable('a')",
      "addForeignKeyConstraint('a_other_foreign_key'",
      "alterTable('b')",
      "addForeignKeyConstraint('b_other_foreign_key'",
    ])
    expect(down.match(/drop\w+\('\w+'\)/g)).toEqual([
      "dropConstraint('b_other_foreign_key')",
      "dropTable('a')",
      "dropTable('b')",
    ])
  })

  it('counts from now on, in the statement that makes it a key', async () => {
    const before = table('t', [column('a', 'int', { nullable: false })], {
      primaryKey: { columns: ['a'], autoIncrement: false },
    })
    const { up } = await between(schema([before]), schema([table('t', [before.columns[0]!, id], { primaryKey })]))
    expect(up).toBe(`await sql\`
  alter table t
    drop primary key,
    add column id bigint not null auto_increment,
    add primary key (id)
\`.execute(db)`)
  })

  it('says what is rounded, and what does not fit', async () => {
    const of = (price: string, name: string) => schema([table('t', [column('price', price), column('name', name)])])
    const { hazards } = await between(of('decimal(10,4)', 'varchar(80)'), of('decimal(10,2)', 'varchar(20)'))
    expect(hazards).toEqual([
      't.price was decimal(10,4) and becomes decimal(10,2): values are rounded, and it fails where one does not fit: select * from t where round(price, 2) not between -99999999.99 and 99999999.99',
      't.name was varchar(80) and becomes varchar(20): it fails where a value does not fit: select * from t where char_length(name) > 20',
      't is copied, and nothing can be written to it until that is done.',
    ])
  })

  it('says that a table is copied where an enum gets other values, and not where more come after them', async () => {
    const of = (type: string) => schema([table('t', [column('kind', type)])])
    const many = (count: number) => `enum(${Array.from({ length: count }, (_, at) => `'${at}'`).join(',')})`
    const copied = 't is copied, and nothing can be written to it until that is done.'
    const hazardsOf = async (from: string, to: string) => (await between(of(from), of(to))).hazards
    expect(await hazardsOf("enum('a','b')", "enum('a','b','c')")).toEqual([])
    expect(await hazardsOf("enum('a','b')", "enum('a','c','b')")).toContain(copied)
    expect(await hazardsOf(many(255), many(256))).toEqual([copied])
    expect(await hazardsOf("enum('a')", 'varchar(9)')).toContain(copied)
  })
})
