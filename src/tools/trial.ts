import type { Dialect } from '../schema/dialect.ts'
import { tablesAround } from '../schema/rows/around.ts'
import type { Schema } from '../schema/schema.ts'
import type { Migration } from '../schema/step.ts'
import type { Trial } from '../worker/protocol.ts'
import { errorOf } from './schemas.ts'
import type { Worker } from './worker.ts'

/** Migrations that are not written yet, and what they lead from and to. */
export interface Untried {
  readonly migrations: readonly Migration[]
  readonly sources: readonly string[]
  readonly from: Schema
  readonly to: Schema
}

/**
 * Has migrations run up, down and up again by a project's own code, where its others have run and some rows are.
 * @throws UsageError where they cannot
 */
export async function tryMigrations(
  worker: Worker,
  { migrations, sources, from, to }: Untried,
  dialect: Dialect,
): Promise<void> {
  const canFail = (direction: 'up' | 'down'): boolean => migrations.some((one) => one.canFail?.[direction])
  const trial: Trial = {
    engine: dialect.engine,
    sources,
    tables: tablesAround(from, to, dialect),
    canFail: { up: canFail('up'), down: canFail('down') },
  }
  const answer = await worker.ask<{ readonly tried: true }>(trial)
  if ('error' in answer) throw errorOf(answer.error)
}
