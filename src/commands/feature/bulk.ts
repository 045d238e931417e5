import { optionCommand } from './option.ts'

export const command = optionCommand(
  'bulk',
  'bulk',
  `Adds POST /orders/batch, which creates up to 1,000 rows or none, and GET /orders.csv, which gives all that a list would, however many, as one file.

Changes its routes, its services and its tests by a merge with what you made of them; the table stays as it is.`,
  'Make orders bulk',
)
