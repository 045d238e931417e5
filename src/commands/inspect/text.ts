import { colour } from '../../ui/colour.ts'
import { table } from '../../ui/table.ts'
import { accessWord } from '../feature/access-words.ts'
import type { Model } from './model.ts'

export interface Route {
  readonly method: string
  readonly path: string
  readonly summary: string
}

/** A line for each model: how many columns it has, and how it hangs together with others. */
export const overviewText = (models: readonly Model[]): string =>
  table(
    models.map(({ table: name, columns, references, referredBy }) => [
      name,
      `${columns.length} columns`,
      references.length > 0 ? `refers to ${unique(references.map(({ to }) => to))}` : '',
      referredBy.length > 0 ? `referred to by ${unique(referredBy.map((reference) => reference.table))}` : '',
    ]),
  )

const unique = (names: readonly string[]): string => [...new Set(names)].join(', ')

/** All about one model, in parts of which each is left out that is empty. */
export function modelText(model: Model, routes: readonly Route[]): string {
  const {
    table: name,
    feature,
    access,
    options = [],
    columns,
    primaryKey,
    indexes,
    checks,
    references,
    referredBy,
  } = model
  const parts: readonly (readonly [title: string, rows: readonly (readonly string[])[]])[] = [
    [
      'columns',
      columns.map((column) => [
        column.name,
        column.type,
        column.nullable ? 'optional' : '',
        column.default === undefined ? '' : `default ${column.default}`,
        primaryKey.includes(column.name) ? 'primary key' : '',
      ]),
    ],
    [
      'indexes',
      indexes.map((index) => [
        index.columns.join(', '),
        index.unique ? 'unique' : '',
        index.where === undefined ? '' : `where ${index.where}`,
        index.name ?? '',
      ]),
    ],
    ['checks', checks.map((expression) => [expression])],
    [
      'refers to',
      references.map(({ columns: own, to, references: other, onDelete }) => [
        own.join(', '),
        `${to} (${other.join(', ')})`,
        `on delete ${onDelete}`,
      ]),
    ],
    [
      'referred to by',
      referredBy.map(({ table: from, columns: own, onDelete }) => [
        `${from} (${own.join(', ')})`,
        `on delete ${onDelete}`,
      ]),
    ],
    ['routes', routes.map(({ method, path, summary }) => [method, path, summary])],
  ]
  return [
    colour.bold(name) +
      (feature === undefined ? '' : `, features/${feature}/`) +
      (access ? `, ${accessWord(access)}` : '') +
      options.map((option) => `, ${option}`).join(''),
    ...parts.flatMap(([title, rows]) => (rows.length > 0 ? ['', title, indented(table(rows))] : [])),
  ].join('\n')
}

const indented = (text: string): string => text.replaceAll(/^/gm, '  ')
