import { Logger, run, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { report } from './measure.mjs'

const { AT_ONCE, COUNT, DATABASE_URL } = process.env
const logger = new Logger(() => () => {})
const pgPool = new pg.Pool({ connectionString: DATABASE_URL, max: 12 })
for (const event of ['error', 'connect']) pgPool.on(event, () => {})
await runMigrations({ pgPool, logger })
await pgPool.query("select graphile_worker.add_job('kinds:0') from generate_series(1, $1)", [COUNT])
const taskList = Object.fromEntries(Array.from({ length: 20 }, (_, kind) => [`kinds:${kind}`, async () => {}]))
let runner
await report(
  async () =>
    (runner = await run({
      pgPool,
      logger,
      taskList,
      concurrency: Number(AT_ONCE),
      noHandleSignals: true,
      pollInterval: 1_000,
    })),
  async () => (await pgPool.query('select 1 from graphile_worker.jobs limit 1')).rows.length === 0,
)
await runner.stop()
await pgPool.end()
