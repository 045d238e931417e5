import { AsyncLocalStorage } from 'node:async_hooks'
import { type DatabaseConnection, PGliteAdapter, PGliteDialect, type PGliteDialectConfig, PGliteDriver } from 'kysely'

const nested = 'A query on `db` would wait for the transaction that it is in: use the one that was given, `trx`'

/** The transaction that this code runs in. */
const transaction = new AsyncLocalStorage<object>()

/** Kysely's dialect, but that what would wait for ever is refused: PGlite has one connection. */
export class OneConnectionDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig

  constructor(config: PGliteDialectConfig) {
    super(config)
    this.#config = config
  }

  override createAdapter(): PGliteAdapter {
    return new Adapter()
  }

  override createDriver(): PGliteDriver {
    return new Driver(this.#config)
  }
}

class Adapter extends PGliteAdapter {
  /** Were it one, Kysely itself would let each wait for it. */
  override get supportsMultipleConnections() {
    return true
  }
}

class Driver extends PGliteDriver {
  #last: Promise<void> = Promise.resolve()
  #release = () => {}
  #holder: object | undefined

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#holder && transaction.getStore() === this.#holder) throw new Error(nested)
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    this.#release = resolve
    return await super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    this.#holder = undefined
    this.#release()
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#holder = {}
    transaction.enterWith(this.#holder)
    await super.beginTransaction(connection as never)
  }
}
