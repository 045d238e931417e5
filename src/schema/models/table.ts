import { nameKey } from '../sqlite/name-key.ts'
import { type ModelColumn, readColumn } from './column.ts'
import type { ModelEngine } from './engines.ts'
import { fail } from './fail.ts'
import type { ColumnOptions, Registry, TableOptions } from './options.ts'
import { snakeCase } from './snake-case.ts'
import type { ZodSchema } from './zod.ts'

/** A model, read: a table whose references are not followed yet. */
export interface ModelTable {
  readonly file: string
  readonly name: string
  readonly columns: readonly ModelColumn[]
  readonly options: TableOptions
}

/**
 * @param file of the model, for errors
 * @throws UsageError for a column that cannot be
 */
export function readTable(
  model: ZodSchema,
  options: TableOptions,
  column: Registry<ColumnOptions>,
  file: string,
  engine: ModelEngine,
): ModelTable {
  const entries = Object.entries(model._zod.def.shape ?? {})
  if (entries.length === 0) {
    throw fail('MODEL_EMPTY', file, `the table \`${options.name}\` has no columns`, 'Give it one, or remove it.')
  }
  const read = entries.map(([key, schema]) => readColumn(key, schema, column, file, engine))
  checkSpelling(read, file)
  // What the database fills in stands after what it is given.
  const isFilled = ({ options: { default: usual } }: ModelColumn): boolean => usual === 'now'
  return {
    file,
    name: snakeCase(options.name),
    columns: [...read.filter((one) => !isFilled(one)), ...read.filter(isFilled)],
    options,
  }
}

function checkSpelling(columns: readonly ModelColumn[], file: string): void {
  const byName = new Map<string, ModelColumn>()
  for (const one of columns) {
    const other = byName.get(nameKey(one.column.name))
    if (other) {
      const what = `\`${other.key}\` and \`${one.key}\` are both \`${one.column.name}\` in the database`
      throw fail('MODEL_COLUMN_TWICE', file, what, 'Rename one of them.')
    }
    byName.set(nameKey(one.column.name), one)
  }
}

/**
 * A column by its name in TypeScript.
 * @param where it is asked for: `an index`
 * @throws UsageError when there is none
 */
export function columnNamed(key: string, { file, name, columns }: ModelTable, where: string): ModelColumn {
  const found = columns.find((column) => column.key === key)
  if (found) return found
  throw fail(
    'MODEL_COLUMN_UNKNOWN',
    file,
    `${where} of \`${name}\` names \`${key}\`, and it has no such column`,
    `Columns: ${columns.map((column) => column.key).join(', ')}.`,
  )
}

/** The columns of the primary key, by their names in TypeScript. */
export const keyOf = ({ columns, options: { primaryKey } }: ModelTable): readonly string[] =>
  primaryKey ?? (columns.some(({ key }) => key === 'id') ? ['id'] : [])
