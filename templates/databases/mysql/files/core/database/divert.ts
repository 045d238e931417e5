import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
} from 'kysely'

/** A Kysely that hands every query to a function, `begin` and `commit` too, instead of to a database. */
export function divert(run: (query: CompiledQuery) => Promise<QueryResult<any>>): Kysely<any> {
  const connection = {
    executeQuery: run,
    streamQuery() {
      throw new Error('Nothing can be streamed here')
    },
  }
  const driver = Object.assign(new DummyDriver(), {
    acquireConnection: async () => connection,
    beginTransaction: async () => void (await run(CompiledQuery.raw('begin'))),
    commitTransaction: async () => void (await run(CompiledQuery.raw('commit'))),
    rollbackTransaction: async () => void (await run(CompiledQuery.raw('rollback'))),
  })
  return new Kysely({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
  })
}
