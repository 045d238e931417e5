import type { DatabaseObject, Table, View } from '../schema.ts'
import { unquote } from '../sql/token.ts'
import { mentions } from './expression.ts'
import { tokenize } from './tokens.ts'

/** What is made by one statement or a few, and may need others of its kind to be there. */
interface Made {
  readonly name: string
  readonly text: string
}

/** Each after those that it speaks of; what is in a routine's text is looked up when it runs. */
export function inOrderOfNeed<Item>(items: readonly Item[], madeOf: (item: Item) => Made): Item[] {
  const all = items.map((item) => ({ item, ...madeOf(item) }))
  const ordered = new Set<(typeof all)[number]>()
  const entered = new Set<(typeof all)[number]>()
  const visit = (one: (typeof all)[number]): void => {
    if (entered.has(one)) return
    entered.add(one)
    for (const other of all) if (other !== one && mentions(one.text, other.name)) visit(other)
    ordered.add(one)
  }
  all.forEach(visit)
  return [...ordered].map(({ item }) => item)
}

/** `touch`, of `function touch(text)`. */
const nameOf = ({ name }: DatabaseObject): string => {
  const [, token] = tokenize(name)
  return token ? unquote(token) : name
}

export const madeOf = (one: DatabaseObject | View): Made =>
  'triggers' in one
    ? { name: one.name, text: [one, ...one.triggers].map(({ sql }) => sql).join('\n;\n') }
    : { name: nameOf(one), text: one.sql }

/** The objects that tables cannot be made without: their types, what their defaults, checks and indexes call, and sequences. */
export function neededBy(tables: readonly Table[], objects: readonly DatabaseObject[]): ReadonlySet<DatabaseObject> {
  const texts = tables.flatMap(({ columns, checks, indexes }) => [
    ...columns.flatMap((column) => [column.type, column.default ?? '', column.generated?.expression ?? '']),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap((index) => [
      index.where ?? '',
      ...index.columns.map((one) => ('column' in one ? '' : one.expression)),
    ]),
  ])
  // A default names its sequence in a text, and what an extension brings has other names.
  const isNeeded = (one: DatabaseObject): boolean =>
    /^(?:extension|sequence) /.test(one.name) || texts.some((text) => mentions(text, nameOf(one)))
  return withNeeds(objects.filter(isNeeded), objects)
}

/** Some objects, and all that these need. */
export function withNeeds(
  some: readonly DatabaseObject[],
  objects: readonly DatabaseObject[],
): ReadonlySet<DatabaseObject> {
  const needed = new Set(some)
  // A set goes on to what is added to it on the way.
  for (const { sql } of needed) for (const one of objects) if (mentions(sql, nameOf(one))) needed.add(one)
  return needed
}
