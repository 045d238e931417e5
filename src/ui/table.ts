import { stripVTControlCharacters } from 'node:util'

/** Rows of cells as aligned columns, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string {
  const length = (cell: string) => stripVTControlCharacters(cell).length
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => length(row[column] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widths[column]! - length(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
