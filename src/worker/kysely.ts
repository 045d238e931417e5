/** As much of a Kysely as is needed here: the project's own. */
export interface Kysely {
  readonly withoutPlugins: () => Kysely
  readonly executeQuery: (query: object) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  readonly transaction: () => { readonly execute: (run: (db: Kysely) => Promise<void>) => Promise<void> }
  readonly destroy: () => Promise<void>
}

/** The project's own `createDb`. */
export type CreateDb = (url: string, options?: Options) => Kysely

interface Options {
  readonly log?: Log
  readonly readOnly?: boolean
  /** Of a server: how many connections there are at most, and for how many seconds a statement may run. */
  readonly size?: number
  readonly timeout?: number
}

/** What a Kysely tells of each statement: https://kysely-org.github.io/kysely-apidoc/types/LogEvent.html */
export type Log = (event: { readonly level: 'query' | 'error'; readonly query: { readonly sql: string } }) => void
