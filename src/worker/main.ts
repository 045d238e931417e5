import { writeFileSync } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import { end } from './at-end.ts'
import { readDatabase } from './database.ts'
import { linesOf } from './lines.ts'
import { failed, progress } from './load.ts'
import { readBuiltBy, readMigrationSchema } from './migrations.ts'
import { readDeclaredSchema, readModelSchema } from './models.ts'
import { readServer as readMysqlServer } from './mysql.ts'
import { readOwnDatabase } from './own-database.ts'
import { readServer as readPostgresServer } from './postgres.ts'
import { type Answer, answerDescriptor, type Failure, type Request, type Side } from './protocol.ts'
import { readBehind } from './sequences.ts'
import { tryMigrations } from './trial.ts'

/** Runs in the project's own Node, or its tsx, in its root: reads what it is asked for, one request a line, and says it. */
let thrown: Error | undefined
// Code of the project may end the process: by an error that nobody awaits, or just so.
process.on('uncaughtExceptionMonitor', (error) => (thrown = error))
process.on('exit', sayEnd)

for await (const line of linesOf(process.stdin)) {
  // Code of the project that waits for nothing is to end the process, and not to wait for the next request.
  process.stdin.unref()
  say(await answer(JSON.parse(line) as Request))
  process.stdin.ref()
}
await end()
process.off('exit', sayEnd)
// oxlint-disable-next-line unicorn/no-process-exit -- something of the project may be open, and would keep it alive
process.exit(0)

function say(said: Answer): void {
  writeFileSync(answerDescriptor, `${JSON.stringify(said)}\n`)
}

function sayEnd(): void {
  const error = thrown ?? new Error('it ends the process that reads it')
  say({ error: failureOf(failed('MODULE_FAILED', progress.file, error)) })
}

async function answer(request: Request): Promise<Answer> {
  try {
    if (request === 'sequences') return { behind: await readBehind() }
    if ('sources' in request) {
      await tryMigrations(request)
      return { tried: true }
    }
    const { from, to, engine } = request
    const schema = await read(from, engine)
    return { from: schema, to: to === from ? schema : await read(to, engine, schema) }
  } catch (error) {
    return { error: failureOf(error as Error) }
  }
}

async function read(side: Side, engine: Engine, other?: Schema): Promise<Schema> {
  if (side === 'models') return await readModelSchema(engine, other)
  if (side === 'declared') return await readDeclaredSchema(engine)
  if (side === 'migrations') return await readMigrationSchema(engine)
  if (side === 'database') return await readOwnDatabase()
  if ('migrations' in side) return await readBuiltBy(side, engine)
  if ('file' in side) return await readDatabase(side.file)
  return side.url.startsWith('mysql:') ? await readMysqlServer(side.url) : await readPostgresServer(side.url)
}

function failureOf(error: Error): Failure {
  const { message, cause } = error
  const stack = cause instanceof Error ? cause.stack : error.stack
  const said =
    error instanceof UsageError ? { code: error.code, ...(error.hint !== undefined && { hint: error.hint }) } : {}
  return { ...said, message, ...(stack !== undefined && { stack }) }
}
