import { columnNames } from './column-names.ts'
import type { Changed, ColumnDifference, Difference, TableDifference } from './difference.ts'
import type { ForeignKey, Index, Unique } from './schema.ts'

/** What a migration would do, one line each: `add column orders.total`. */
export function describe({ tables, views, enums, objects, altered }: Difference): string[] {
  return [
    ...both(enums, ({ name }) => `type ${name}`),
    ...enums.altered.map(
      ({ from, to }) => `change type ${to.name}: from ${from.values.join(', ')} to ${to.values.join(', ')}`,
    ),
    ...both(objects, ({ name }) => name),
    ...both(tables, ({ name }) => `table ${name}`),
    ...altered.flatMap(describeTable),
    ...both(views, ({ name }) => `view ${name}`),
  ]
}

function describeTable(difference: TableDifference): string[] {
  const { to, columns, alteredColumns, uniques, foreignKeys, checks, indexes, triggers } = difference
  const { name: table } = to
  return [
    ...both(columns, ({ name }) => `column ${table}.${name}`),
    ...alteredColumns.map((column) => `change column ${table}.${column.to.name}: ${aspects(column)}`),
    ...(difference.primaryKey ? [`change primary key of ${table}: ${list(to.primaryKey)}`] : []),
    ...both(uniques, (unique) => `unique constraint of ${table}: ${list(unique)}`),
    ...both(foreignKeys, (key) => `foreign key of ${table}: ${list(key)} to ${key.table}${actions(key)}`),
    ...both(checks, ({ expression }) => `check of ${table}: ${expression}`),
    ...both(
      indexes,
      (index) => `${index.unique ? 'unique index' : 'index'} ${index.name} of ${table}: ${indexed(index)}`,
    ),
    ...both(triggers, ({ kind = 'trigger', name }) => `${kind} ${name} of ${table}`),
    ...(difference.storage ? [`change how ${table} is stored`] : []),
    ...(difference.comment ? [`change comment of ${table}`] : []),
  ]
}

const both = <Item>({ dropped, added }: Changed<Item>, name: (item: Item) => string): string[] => [
  ...dropped.map((item) => `drop ${name(item)}`),
  ...added.map((item) => `add ${name(item)}`),
]

function aspects({ from, to, aspects: changed }: ColumnDifference): string {
  return changed
    .map((aspect) => {
      if (aspect === 'nullable') return to.nullable ? 'may be null' : 'may not be null'
      const [old, fresh] =
        aspect === 'generated' ? [from, to].map((one) => one.generated?.expression) : [from[aspect], to[aspect]]
      return `${aspect} from ${old || 'none'} to ${fresh || 'none'}`
    })
    .join(', ')
}

const list = (key: Unique | ForeignKey | { readonly columns: readonly string[] } | undefined): string =>
  key?.columns.join(', ') ?? 'none'

const actions = ({ onDelete, onUpdate }: ForeignKey): string =>
  [
    onDelete === 'no action' ? '' : `, on delete ${onDelete}`,
    onUpdate === 'no action' ? '' : `, on update ${onUpdate}`,
  ].join('')

const indexed = (index: Index): string =>
  columnNames(index).join(', ') + (index.where === undefined ? '' : ` where ${index.where}`)
