import fc from 'fast-check'
import type {
  Action,
  Check,
  Column,
  ForeignKey,
  Index,
  IndexColumn,
  PrimaryKey,
  Schema,
  Table,
  Unique,
} from '../../src/schema/schema.ts'
import { identifier } from '../../src/schema/sqlite/identifier.ts'

/** Schemas with all that SQLite has, as reading gives them. */
export const oddSchemas: fc.Arbitrary<Schema> = fc.gen().map((gen) => schemaBy(new Dice(gen)))

const words = [
  'a',
  'Order',
  'order',
  'end',
  'key',
  'true',
  'two words',
  'quo"te',
  "it's",
  '[x]',
  'größe',
  '1st',
  '-- b',
  '`',
]
const conflicts = ['rollback', 'abort', 'fail', 'ignore', 'replace']
const actions: readonly Action[] = ['no action', 'restrict', 'cascade', 'set null', 'set default']
const types = [
  '',
  'integer',
  'text',
  'varchar(20)',
  'unsigned big int',
  'numeric(10,-2)',
  'not null',
  'my(odd)type',
  "it's",
]
const strictTypes = ['int', 'integer', 'real', 'text', 'blob', 'any']
const defaults = ['0', '-5', '1.5e3', "'it''s'", "x'00ff'", 'current_timestamp', '1 + (2)', "strftime('%Y', 'now')"]
const collations = ['binary', 'nocase', 'rtrim']

class Dice {
  #gen: fc.GeneratorValue
  #count = 0

  constructor(gen: fc.GeneratorValue) {
    this.#gen = gen
  }

  upTo = (max: number): number => this.#gen(fc.nat, { max })
  chance = (): boolean => this.upTo(2) === 0
  one = <Item>(items: readonly Item[]): Item => items[this.upTo(items.length - 1)]!
  some = <Item>(items: readonly Item[], minLength = 0): Item[] =>
    this.#gen(fc.shuffledSubarray, [...items], { minLength: Math.min(minLength, items.length) })
  list = <Item>(max: number, make: (i: number) => Item): Item[] =>
    Array.from({ length: this.upTo(max) }, (_, i) => make(i))
  /** A name that nothing else has. */
  name = (): string => `${this.one(words)}${++this.#count}`
  /** An odd name, as long as no other column has it. */
  names = (max: number): string[] => {
    const odd = this.some(
      words.filter((word) => word !== 'Order'),
      1,
    )
    return odd.slice(0, 1 + this.upTo(max - 1))
  }
  perhaps = <Key extends string, Value>(key: Key, make: () => Value): { [K in Key]?: Value } =>
    (this.chance() ? { [key]: make() } : {}) as { [K in Key]?: Value }
}

function schemaBy(dice: Dice): Schema {
  const tables = Array.from({ length: 1 + dice.upTo(3) }, () => tableBy(dice))
  const referring = tables.map((table) => ({
    ...table,
    foreignKeys: dice.list(2, () => foreignKeyBy(dice, table, tables)),
  }))
  const views = dice.list(2, () => {
    const name = dice.name()
    const trigger = dice.name()
    const sql = `CREATE TRIGGER ${identifier(trigger)} instead of insert on ${identifier(name)} begin select 1; end`
    const triggers = dice.chance() ? [{ name: trigger, sql }] : []
    return { name, sql: `CREATE VIEW ${identifier(name)} as\n  select 1 as x /* ; */, ')'`, triggers }
  })
  return { engine: 'sqlite', tables: referring, views }
}

function tableBy(dice: Dice): Table {
  const name = dice.name()
  const strict = dice.chance()
  const withoutRowid = dice.chance()
  const [first, ...others] = dice.names(6)
  const plain = [first!, ...others.filter(() => !dice.chance())]
  const drafts = plain.map((column) => columnBy(dice, column, strict))
  const primaryKey = withoutRowid || dice.chance() ? primaryKeyBy(dice, drafts, withoutRowid) : undefined
  const isRowid = primaryKey && !withoutRowid && isRowidKey(primaryKey, drafts)
  const columns = [
    ...drafts.map((column) => {
      const isKey = primaryKey?.columns.includes(column.name) && (withoutRowid || (strict && !isRowid))
      return isKey ? { ...column, nullable: false } : column
    }),
    ...others.filter((column) => !plain.includes(column)).map((column) => generatedBy(dice, column, first!, strict)),
  ]
  return {
    name,
    columns,
    ...(primaryKey && { primaryKey }),
    uniques: uniquesBy(dice, columns, primaryKey),
    foreignKeys: [],
    checks: checksBy(dice, columns),
    indexes: dice.list(2, () => indexBy(dice, columns)),
    triggers: dice.list(1, () => {
      const trigger = dice.name()
      return {
        name: trigger,
        sql: `CREATE TRIGGER ${identifier(trigger)} after insert on ${identifier(name)} begin select ';'; select 2; end`,
      }
    }),
    strict,
    withoutRowid,
  }
}

function columnBy(dice: Dice, name: string, strict: boolean): Column {
  const nullable = dice.chance()
  return {
    name,
    type: dice.one(strict ? strictTypes : types),
    nullable,
    ...(!nullable && dice.perhaps('onConflict', () => dice.one(conflicts))),
    ...dice.perhaps('default', () => dice.one(defaults)),
    ...dice.perhaps('collation', () => dice.one(['nocase', 'rtrim'])),
  }
}

const generatedBy = (dice: Dice, name: string, source: string, strict: boolean): Column => ({
  name,
  type: dice.one(strict ? strictTypes : types),
  nullable: true,
  generated: { expression: expressionBy(dice, source), stored: dice.chance() },
})

const expressionBy = (dice: Dice, column: string): string =>
  dice.one([`lower(${identifier(column)})`, `(${identifier(column)}) || ('--')`, `${identifier(column)} collate rtrim`])

const conditionBy = (dice: Dice, column: string): string =>
  dice.one([`${identifier(column)} > 0`, `${identifier(column)} in ('(', 'b')`, `(${identifier(column)}) <> (1)`])

const isRowidKey = ({ columns: [name, ...others], modifiers }: PrimaryKey, columns: readonly Column[]): boolean =>
  others.length === 0 && !modifiers && columns.find((column) => column.name === name)!.type === 'integer'

function primaryKeyBy(dice: Dice, columns: readonly Column[], withoutRowid: boolean): PrimaryKey {
  const key = keyBy(dice, columns)
  const isInteger = key.columns.length === 1 && columns.find(({ name }) => name === key.columns[0])!.type === 'integer'
  // A collation makes no difference to the rowid, and what makes none is not read.
  const { modifiers } = isInteger && key.modifiers?.[0] !== 'desc' ? {} : key
  const counts = isInteger && !modifiers && !withoutRowid && dice.chance()
  return {
    ...dice.perhaps('name', dice.name),
    columns: key.columns,
    ...(modifiers && { modifiers }),
    autoIncrement: counts,
    ...dice.perhaps('onConflict', () => dice.one(conflicts)),
  }
}

function keyBy(dice: Dice, columns: readonly Column[]): Pick<Unique, 'columns' | 'modifiers'> {
  const members = dice.some(columns, 1).slice(0, 3)
  const modifiers = members.map(({ collation = 'binary' }) => {
    const others = collations.filter((other) => other !== collation)
    return [...(dice.chance() ? [`collate ${dice.one(others)}`] : []), ...(dice.chance() ? ['desc'] : [])].join(' ')
  })
  return { columns: members.map(({ name }) => name), ...(modifiers.some(Boolean) && { modifiers }) }
}

/** No two are on the same columns: SQLite would keep one. */
function uniquesBy(dice: Dice, columns: readonly Column[], primaryKey: PrimaryKey | undefined): Unique[] {
  const taken = new Set(primaryKey ? [[...primaryKey.columns].join()] : [])
  return dice
    .list(2, () => ({
      ...dice.perhaps('name', dice.name),
      ...keyBy(dice, columns),
      ...dice.perhaps('onConflict', () => dice.one(conflicts)),
    }))
    .filter((unique) => {
      const key = unique.columns.join()
      return !taken.has(key) && taken.add(key)
    })
}

function checksBy(dice: Dice, columns: readonly Column[]): Check[] {
  const checkOf = (column: string): Check => ({
    ...dice.perhaps('name', dice.name),
    expression: conditionBy(dice, column),
  })
  const own = columns.flatMap(({ name }) => dice.list(1, () => ({ ...checkOf(name), column: name })))
  return [...own, ...dice.list(2, () => checkOf(dice.one(columns).name))]
}

const indexBy = (dice: Dice, columns: readonly Column[]): Index => ({
  name: dice.name(),
  columns: [indexColumnBy(dice, columns), ...dice.list(2, () => indexColumnBy(dice, columns))],
  unique: dice.chance(),
  ...dice.perhaps('where', () => conditionBy(dice, dice.one(columns).name)),
})

function indexColumnBy(dice: Dice, columns: readonly Column[]): IndexColumn {
  const { name, collation = 'binary' } = dice.one(columns)
  const descending = dice.chance()
  if (dice.chance()) {
    const expression = dice.one([`lower(${identifier(name)})`, `${identifier(name)} || 'x'`, `-(${identifier(name)})`])
    return { expression, descending, ...dice.perhaps('collation', () => dice.one(collations)) }
  }
  const others = collations.filter((other) => other !== collation)
  return { column: name, descending, ...dice.perhaps('collation', () => dice.one(others)) }
}

function foreignKeyBy(dice: Dice, { columns }: Table, tables: readonly Table[]): ForeignKey {
  const parent = dice.one(tables)
  const length = 1 + dice.upTo(Math.min(columns.length, parent.columns.length) - 1)
  const namesOf = (all: readonly Column[]): string[] =>
    dice
      .some(all, length)
      .slice(0, length)
      .map(({ name }) => name)
  return {
    ...dice.perhaps('name', dice.name),
    columns: namesOf(columns),
    table: parent.name,
    references: namesOf(parent.columns),
    onDelete: dice.one(actions),
    onUpdate: dice.one(actions),
    ...dice.perhaps('deferrable', () => dice.one(['immediate', 'deferred'] as const)),
  }
}
