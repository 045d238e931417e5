import { type KyselyPlugin, OperationNodeTransformer, type QueryId, type TableNode } from 'kysely'
import { bigints } from './formats.ts'

class ColumnFinder extends OperationNodeTransformer {
  readonly columns = new Set<string>()

  protected override transformTable(node: TableNode): TableNode {
    for (const column of bigints.get(node.table.identifier.name) ?? []) this.columns.add(column)
    return node
  }
}

const columnsOf = new WeakMap<QueryId, Set<string>>()

/** Gives bigints as text, whatever their size; the databases give a number where that is exact. Their names are those of models. */
export const bigintsPlugin: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    if (bigints.size === 0) return node
    const finder = new ColumnFinder()
    finder.transformNode(node)
    columnsOf.set(queryId, finder.columns)
    return node
  },
  async transformResult({ result, queryId }) {
    for (const column of columnsOf.get(queryId) ?? []) {
      for (const row of result.rows) if (typeof row[column] === 'number') row[column] = String(row[column])
    }
    return result
  },
}
