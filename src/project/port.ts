import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseEnv } from 'node:util'

/** The port that a project listens on: what the environment says, or its `.env`, or 3000. */
export async function portOf(root: string): Promise<string> {
  const env = parseEnv(await readFile(path.join(root, '.env'), 'utf8').catch(() => ''))
  return process.env['PORT'] || env['PORT'] || '3000'
}
