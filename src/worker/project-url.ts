import { failed, loadExport } from './load.ts'

/**
 * Where a project's settings say that its database is. It may hold a password, and stays here.
 * @throws UsageError for settings that are not as they should be
 */
export async function projectUrl(): Promise<string> {
  const loadSettings = await loadExport<() => { readonly DATABASE_URL: string }>('settings.ts', 'loadSettings')
  try {
    return loadSettings().DATABASE_URL
  } catch (error) {
    throw failed('SETTINGS_INVALID', 'settings.ts', error, 'Mend the environment, or .env.')
  }
}

/** Whether it is of PostgreSQL itself, and not of PGlite. */
export const isPostgresServer = (url: string): boolean => /^postgres(ql)?:/.test(url)
