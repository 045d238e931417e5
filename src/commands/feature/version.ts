import { optionCommand } from './option.ts'

export const command = optionCommand(
  'versioned',
  'version',
  `Gives its rows a version, which answers say in the ETag: whoever changes or deletes a row says by If-Match which version he has seen, and is answered 412 where it is no longer that one, and 428 where he says none.

Changes its routes, its services and its tests by a merge with what you made of them, and its table by a migration: the rows that are there get version 1.`,
  'Make orders versioned',
)
