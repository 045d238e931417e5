// What models say of their columns, apart from what makes something of it: to read a model loads no Kysely.

type Schema = { _zod: { def: { format?: string; innerType?: Schema } } }
const formatOf = ({ _zod: { def } }: Schema): string | undefined => (def.innerType ? formatOf(def.innerType) : def.format)

/** The columns of a model whose Zod type has a format, such as `int64`. */
export const columnsOfFormat = (format: string, shape: object): string[] =>
  Object.keys(shape).filter((name) => formatOf(shape[name as never]) === format)

/** The columns that hold a bigint, by table: what models say. */
export const bigints = new Map<string, string[]>()

/** Remembers which columns of a model hold a bigint. */
export function rememberBigints(table: string, shape: object): void {
  const columns = columnsOfFormat('int64', shape)
  if (columns.length > 0) bigints.set(table, columns)
}
