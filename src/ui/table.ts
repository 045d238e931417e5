import { oneLine } from './colour.ts'
import textWidth from './text-width.ts'

/** Rows of cells as aligned columns, two spaces apart. */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(oneLine))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ''))))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(widths[column]! - textWidth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
