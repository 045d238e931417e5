import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
<%~ slot('main.imports') %>
import { lastFailure } from './core/database/database-errors.ts'
import { StartError, UnavailableError } from './core/errors.ts'
import { listPending } from './core/database/migrations.ts'
import { drain, listen, stopOnExit } from './core/http/server.ts'
import { closeResources, openResources } from './resources.ts'
import { loadSettings } from './settings.ts'

try {
  const settings = loadSettings()
  const resources = openResources(settings)
  const { db, lifecycle, logger } = resources

  try {
    const pending = (await listPending(db)).length
    if (pending > 0) logger.warn({ pending }, 'migrations are pending: <%= run %> db:upgrade')
    const failure = lastFailure()
    if (failure) throw failure
  } catch (err) {
    if (!(err instanceof UnavailableError)) throw err
    logger.warn([err, err.cause].map((error) => (error as Error | undefined)?.message).join(': '))
  }

  <%~ slot('main.startup') %>
  const server = await listen(createApp(resources).fetch, settings.PORT, settings.HOST)
  const { port } = server.address() as AddressInfo
  const url = `http://${settings.HOST}:${port}`
  logger.info(`listening on ${url}${settings.NODE_ENV === 'production' ? '' : `, documented on ${url}/docs`}`)

  <%~ slot('main.started') %>
  stopOnExit(logger, async () => {
    <%~ slot('main.stopping') %>
    await drain(server, lifecycle, { delay: settings.SHUTDOWN_DELAY, timeout: settings.SHUTDOWN_TIMEOUT })
    <%~ slot('main.shutdown') %>
    await closeResources(resources)
    logger.info('stopped')
  })
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exitCode = 1
}
