import { isDevice, objectKeys, takenTypes } from '../reserved.ts'
import { wordsOf } from '../words.ts'
import { inflect } from './inflect.ts'

/** What stands for a table that was there before its feature. */
export interface TableNames {
  /** Of the folder: `order-items`. */
  readonly kebab: string
  /** Of the model: `OrderItem`. */
  readonly model: string
}

/** Names for tables that may be called anything, each its own. */
export function nameTables(tables: readonly string[]): ReadonlyMap<string, TableNames> {
  const taken = new Set<string>()
  const claim = (candidates: readonly string[]): string => {
    const numbered = Array.from({ length: tables.length }, (_, index) => `${candidates.at(-1)}${index + 2}`)
    const name = [...candidates, ...numbered].find((one) => !taken.has(one.toLowerCase()))!
    taken.add(name.toLowerCase())
    return name
  }
  // `user` before `users`: the shorter is the singular.
  const ordered = tables.toSorted((one, other) => one.length - other.length)
  const folders = ordered.map((table) => [table, claim([folderOf(table)])] as const)
  taken.clear()
  return new Map(
    folders.map(([table, kebab]) => {
      const { Singular, Plural } = inflect(kebab)
      const free = [Singular, Plural].filter((name) => !takenTypes.has(name))
      return [table, { kebab, model: claim([...free, `${Singular}Row`]) }]
    }),
  )
}

function folderOf(table: string): string {
  const plain = table.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  const kebab = wordsOf(plain.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')).join('-')
  const isName = /^[a-z]/.test(kebab) && !isDevice(kebab) && !objectKeys.has(kebab)
  return isName ? kebab : ['table', kebab].filter(Boolean).join('-')
}
