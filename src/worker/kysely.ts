/** As much of a Kysely as is needed here: the project's own. */
export interface Kysely {
  readonly withoutPlugins: () => Kysely
  readonly executeQuery: (query: object) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  readonly transaction: () => { readonly execute: (run: (db: Kysely) => Promise<void>) => Promise<void> }
  readonly destroy: () => Promise<void>
}

/** The project's own `createDb`. */
export type CreateDb = (url: string, options?: { readonly log?: Log; readonly readOnly?: boolean }) => Kysely

/** What a Kysely tells of each statement: https://kysely-org.github.io/kysely-apidoc/types/LogEvent.html */
export type Log = (event: { readonly level: 'query' | 'error'; readonly query: { readonly sql: string } }) => void
