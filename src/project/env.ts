import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseEnv } from 'node:util'

/** A setting of a project: what the environment says, or its `.env`; nothing where neither does. */
export async function settingOf(root: string, name: string): Promise<string | undefined> {
  const env = parseEnv(await readFile(path.join(root, '.env'), 'utf8').catch(() => ''))
  return process.env[name] || env[name] || undefined
}
