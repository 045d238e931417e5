import { createDb } from '#core/database/database.ts'
import { createLogger } from '#core/logging.ts'
<%~ slot('resources.imports') %>
import type { Lifecycle } from '#core/http/server.ts'
import type { Settings } from './settings.ts'

export type Resources = ReturnType<typeof openResources>

/** What the app stands on, as the settings say. */
export function openResources(settings: Settings) {
  const lifecycle: Lifecycle = { stopping: false, closing: false }
  const logger = createLogger(settings)
  <%~ slot('resources.create') %>
  return {
    settings,
    lifecycle,
    logger,
    db: createDb(settings.DATABASE_URL<%= dbOptions %>),
    <%~ slot('resources.open') %>
  }
}

export async function closeResources(resources: Resources): Promise<void> {
  <%~ slot('resources.close') %>
  await resources.db.destroy()
}
