import { inBrackets, splitList, tokenize } from './tokens.ts'

/** What the source of a model says of its table, in tokens. */
export interface ModelSource {
  /** Whether it has `id`, `createdAt` and `updatedAt` of its own. */
  readonly isBare: boolean
  /** Its columns, in order. */
  readonly columns: ReadonlyMap<string, readonly string[]>
  /** Its members that are no columns by themselves, such as `...shared`. */
  readonly others: readonly (readonly string[])[]
  /** Its options, by name: `indexes`, `checks`. */
  readonly options: ReadonlyMap<string, readonly string[]>
}

/**
 * Reads a model from its source, and runs nothing of it: `export const Order = table('orders', { … }, { … })`.
 * @returns nothing where there is none that looks like that
 */
export function readModel(source: string, name: string): ModelSource | undefined {
  const tokens = tokenize(source)
  const start = tokens.findIndex(
    (_, at) =>
      tokens.slice(at, at + 4).join(' ') === `export const ${name} =` && /^(table|bareTable)$/.test(tokens[at + 4]!),
  )
  const call = start < 0 ? undefined : inBrackets(tokens, start + 5)
  if (!call) return undefined
  const [, shape, options = []] = splitList(call)
  if (shape?.[0] !== '{') return undefined
  const members = splitList(shape.slice(1, -1))
  return {
    isBare: tokens[start + 4] === 'bareTable',
    columns: new Map(members.filter(isPair).map(pair)),
    others: members.filter((member) => !isPair(member)),
    options: new Map(splitList(options.slice(1, -1)).filter(isPair).map(pair)),
  }
}

const isPair = ([, colon]: readonly string[]): boolean => colon === ':'

const pair = ([key, , ...value]: readonly string[]): [string, string[]] => [key!.replaceAll('"', ''), value]
