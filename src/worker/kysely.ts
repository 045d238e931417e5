/** As much of a Kysely as is needed here: the project's own. */
export interface Kysely {
  readonly withoutPlugins: () => Kysely
  readonly executeQuery: (query: object) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  readonly destroy: () => Promise<void>
}
