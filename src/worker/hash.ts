import { createHash } from 'node:crypto'

/** What stands for some texts, in a few characters: others have another. */
export const hash = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')
