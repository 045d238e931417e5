export interface Check {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'failure'
  readonly found: string
  /** What to do, when there is something to do. */
  readonly hint?: string
}

export const check = (name: string, state: Check['state'], found: string, hint?: string): Check => ({
  name,
  state,
  found,
  ...(hint !== undefined && { hint }),
})

/** What was thrown, on one line. */
export const oneLine = (error: unknown): string => (error as Error).message.replaceAll('\n', ' · ')
