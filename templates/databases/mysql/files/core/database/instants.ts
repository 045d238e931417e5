import {
  AliasNode,
  type BinaryOperationNode,
  ColumnNode,
  type ColumnUpdateNode,
  type InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  PrimitiveValueListNode,
  type QueryId,
  RawNode,
  ReferenceNode,
  TableNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import { columnsOfFormat } from './formats.ts'

/** The columns that hold instants, by table: what models say. */
const instants = new Map<string, ReadonlySet<string>>()

/** Remembers which columns of a model hold instants. */
export function rememberInstants(table: string, shape: object): void {
  const name = table.replaceAll(/_./g, (match) => match[1]!.toUpperCase())
  instants.set(name, new Set(columnsOfFormat('datetime', shape)))
}

/** MySQL takes no `2026-11-20T10:15:00.000Z` for a `datetime`: there it is bound as `2026-11-20 10:15:00.000`. */
const bind = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/, '$1 $2') : value
const bindNode = (node: OperationNode): OperationNode => (ValueNode.is(node) ? { ...node, value: bind(node.value) } as ValueNode : node)

/** Finds the values that such a column is given or compared with. A text that only looks like an instant stays as it is. */
class InstantsTransformer extends OperationNodeTransformer {
  #bindsInstants = false

  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    const { columns = [], values } = node
    if (!values || !ValuesNode.is(values)) return super.transformInsertQuery(node, queryId)
    const here = columns.map((column) => this.#holdsInstants(column))
    const lists = values.values.map((list) =>
      ValueListNode.is(list)
        ? ValueListNode.create(list.values.map((item, index) => (here[index] ? bindNode(item) : item)))
        : PrimitiveValueListNode.create(list.values.map((item, index) => (here[index] ? bind(item) : item))),
    )
    return super.transformInsertQuery({ ...node, values: ValuesNode.create(lists) }, queryId)
  }

  protected override transformColumnUpdate(node: ColumnUpdateNode, queryId?: QueryId): ColumnUpdateNode {
    return this.#beside(node.column, () => super.transformColumnUpdate(node, queryId))
  }

  protected override transformBinaryOperation(node: BinaryOperationNode, queryId?: QueryId): BinaryOperationNode {
    return this.#beside(node.leftOperand, () => super.transformBinaryOperation(node, queryId))
  }

  protected override transformValue(node: ValueNode): ValueNode {
    return this.#bindsInstants ? { ...node, value: bind(node.value) } : node
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return this.#bindsInstants ? { ...node, values: node.values.map(bind) } : node
  }

  #beside<Result>(column: OperationNode, transform: () => Result): Result {
    const outside = this.#bindsInstants
    this.#bindsInstants = this.#holdsInstants(column)
    const result = transform()
    this.#bindsInstants = outside
    return result
  }

  #holdsInstants(node: OperationNode): boolean {
    // `sql.ref` is a reference in a fragment of SQL.
    if (RawNode.is(node)) return node.parameters.length === 1 && this.#holdsInstants(node.parameters[0]!)
    if (ReferenceNode.is(node)) {
      const columns = node.table && instants.get(node.table.table.identifier.name)
      return columns && ColumnNode.is(node.column) ? columns.has(node.column.column.name) : this.#holdsInstants(node.column)
    }
    return ColumnNode.is(node) && this.nodeStack.some((query) => tablesOf(query).some((table) => instants.get(table)?.has(node.column.name)))
  }
}

type Query = { from?: { froms: OperationNode[] }; joins?: { table: OperationNode }[]; into?: OperationNode; table?: OperationNode }

/** The tables that a query asks or changes. */
function tablesOf(node: OperationNode): string[] {
  const { from, joins = [], into, table } = node as Query
  return [...(from?.froms ?? []), ...joins.map((join) => join.table), into, table].flatMap((one) => {
    const bare = one && AliasNode.is(one) ? one.node : one
    return bare && TableNode.is(bare) ? bare.table.identifier.name : []
  })
}

const transformer = new InstantsTransformer()

/** Lets queries take instants as they stand in JSON. What raw SQL binds, it leaves alone: there, bind a `Date`. */
export const instantsPlugin: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}
