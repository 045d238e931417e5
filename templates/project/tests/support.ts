import { afterAll, beforeAll } from 'vitest'
import { upgradeDatabase } from '#core/database/migrations.ts'
import { createTestDb } from '#tests/database.ts'
import { createApp } from '../app.ts'
import { closeResources, openResources, type Resources } from '../resources.ts'
import { parseSettings } from '../settings.ts'

/** The app on test settings and an empty database; what a test is about takes their place. */
export function createTestApp(resources: Partial<Resources> = {}) {
  return createApp({ ...openResources(parseSettings({ NODE_ENV: 'test' })), ...resources })
}

/** A migrated database and the app on top of it, for one test file; what it is given takes the place of what there is. */
export function setupApp(given: Partial<Resources> = {}) {
  const resources = { ...openResources(parseSettings({ NODE_ENV: 'test' })), db: createTestDb(), ...given }

  beforeAll(async () => {
    await upgradeDatabase(resources.db)
  })
  afterAll(() => closeResources(resources))

  return { app: createApp(resources), db: resources.db }
}

export const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
})
