import { type KyselyPlugin, OperationNodeTransformer, type QueryId, type RootOperationNode, type TableNode } from 'kysely'

type Schema = { _zod: { def: { format?: string; innerType?: Schema } } }
const formatOf = ({ _zod: { def } }: Schema): string | undefined => (def.innerType ? formatOf(def.innerType) : def.format)

/** The columns of a model whose Zod type has a format, such as `int64`. */
export const columnsOfFormat = (format: string, shape: object): string[] =>
  Object.keys(shape).filter((name) => formatOf(shape[name as never]) === format)

/** The columns that hold a bigint, by table: what models say. */
const bigints = new Map<string, string[]>()

/** Remembers which columns of a model hold a bigint. */
export function rememberBigints(table: string, shape: object): void {
  const columns = columnsOfFormat('int64', shape)
  if (columns.length > 0) bigints.set(table, columns)
}

class ColumnFinder extends OperationNodeTransformer {
  readonly columns = new Set<string>()

  protected override transformTable(node: TableNode): TableNode {
    for (const column of bigints.get(node.table.identifier.name) ?? []) this.columns.add(column)
    return node
  }
}

function columnsIn(query: RootOperationNode): Set<string> {
  const finder = new ColumnFinder()
  if (bigints.size > 0) finder.transformNode(query)
  return finder.columns
}

const columnsOf = new WeakMap<QueryId, Set<string>>()

/** Gives bigints as text, whatever their size; the databases give a number where that is exact. Their names are those of models. */
export const bigintsPlugin: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    columnsOf.set(queryId, columnsIn(node))
    return node
  },
  async transformResult({ result, queryId }) {
    for (const column of columnsOf.get(queryId) ?? []) {
      for (const row of result.rows) if (typeof row[column] === 'number') row[column] = String(row[column])
    }
    return result
  },
}
