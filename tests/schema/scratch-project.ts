import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import type { Engine } from '../../src/schema/schema.ts'
import type { Answer, Request, Side } from '../../src/worker/protocol.ts'
import { repo } from '../support.ts'

/**
 * As much of a project as has migrations, and what builds them.
 * @param files of it, by their paths
 */
export function scratchProject(engine: Engine, files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-scratch-'))
  symlinkSync(path.join(repo, 'node_modules'), path.join(folder, 'node_modules'))
  for (const name of ['core/database', 'migrations']) mkdirSync(path.join(folder, name), { recursive: true })
  const own = {
    'package.json': '{ "type": "module" }',
    'settings.ts': 'export const loadSettings = () => ({ DATABASE_URL: process.env.DATABASE_URL })',
  }
  for (const [file, text] of Object.entries({ ...own, ...files })) writeFileSync(path.join(folder, file), text)

  const ask = (url: string, ...requests: Request[]) =>
    execa(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(repo, 'dist/worker.js')], {
      cwd: folder,
      env: { DATABASE_URL: url },
      input: requests.map((request) => JSON.stringify(request)).join('\n'),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      reject: false,
    })
  return {
    /** @param up what its migration does */
    migrate: (up: string) =>
      writeFileSync(
        path.join(folder, 'migrations/1_create.ts'),
        // It reaches out, so that it runs each time.
        `import { sql } from 'kysely'\nprocess.env.X\nexport async function up(db) {\n  await ${up}\n}\n`,
      ),
    ask,
    read: (url: string, side: Side = 'migrations') => ask(url, { from: side, to: side, engine }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export type Running = ReturnType<ReturnType<typeof scratchProject>['ask']>

/** What it answers to each request. */
export const answersOf = async (running: Running): Promise<Answer[]> =>
  String((await running).stdio[3])
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)

export const answerOf = async (running: Running): Promise<Answer> => (await answersOf(running))[0]!
