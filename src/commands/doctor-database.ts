import type { Answers } from '../render/answers.ts'
import { readBehind } from '../tools/schemas.ts'
import { type Check, check, oneLine } from './doctor-check.ts'
import { askScript } from './wrapper.ts'

/** Whether the database of a project answers, has the migrations that it should have, and counts on from its rows. */
export async function databaseChecks(root: string, database: Answers['database']): Promise<Check[]> {
  const own = await checkDatabase(root, database)
  return database === 'postgres' && own.state !== 'failure' ? [own, ...(await checkSequences(root))] : [own]
}

/** On SQLite and MySQL, what counts is never behind. */
async function checkSequences(root: string): Promise<Check[]> {
  const behind = await readBehind(root)
  return behind.map(({ sequence, statement }) =>
    check('sequences', 'failure', `${sequence} is behind the rows that it counts`, `In SQL: ${statement};`),
  )
}

async function checkDatabase(root: string, database: Answers['database']): Promise<Check> {
  try {
    const { migrations } = (await askScript(root, 'db', ['status'])) as { migrations: State[] }
    return checkMigrations(migrations)
  } catch (error) {
    const message = oneLine(error)
    return check('database', 'failure', message, database === 'sqlite' ? usualHint : serverHint(message))
  }
}

interface State {
  readonly name: string
  readonly status: string
}

function checkMigrations(migrations: readonly State[]): Check {
  const count = (status: string) => migrations.filter((migration) => migration.status === status).length
  const [pending, missing, changed] = [count('pending'), count('missing'), count('changed')]
  if (missing > 0) {
    return check('database', 'failure', `applied migrations without a file: ${missing}`, 'paxx db status lists them.')
  }
  const half = migrations.find(({ status }) => status.startsWith('half '))
  if (half) return check('database', 'failure', `${half.name} is ${half.status}`, hintForHalf[half.status])
  if (pending > 0) return check('database', 'warning', `pending migrations: ${pending}`, 'paxx db upgrade')
  if (changed > 0) {
    return check('database', 'warning', `migrations edited after they were applied: ${changed}`, 'paxx db status')
  }
  return check('database', 'ok', 'answers, and no migration is pending')
}

/** Of one that stopped on its way, where nothing undoes it. */
const hintForHalf: Readonly<Record<string, string>> = {
  'half applied': 'Mend what stopped it: paxx db upgrade goes on there.',
  'half undone': 'Mend what stopped it: paxx db downgrade goes on there.',
}

const usualHint = 'paxx db status says more.'

/** What to do about what a server says, or does not. */
function serverHint(message: string): string {
  const [, hint] = hints.find(([pattern]) => pattern.test(message)) ?? []
  return hint ?? usualHint
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'Nothing listens there. For the server of compose.yaml: docker compose up --wait'],
  [/Access denied .* to database|command denied/, 'Its user needs more: grant all on <database>.* to …'],
  [/ENOTFOUND|EAI_AGAIN/, 'There is no host of this name: look at DATABASE_URL.'],
  [
    /timeout|terminated|Connection lost|ETIMEDOUT|EHOSTUNREACH/i,
    'It takes connections and says nothing, or a firewall is between.',
  ],
  [
    /authentication failed|Access denied for user|not allowed to connect|role ".*" does not exist|no pg_hba|SCRAM/i,
    'Look at the user and the password in DATABASE_URL.',
  ],
  [/Unknown database/, 'paxx db upgrade creates it, unless in production; or look at the name in DATABASE_URL.'],
  [/database ".*" does not exist/, 'Create it (createdb), or look at the name in DATABASE_URL.'],
  [/permission denied/i, 'Its user needs more: grant create on schema public to …'],
  [/Process \d+ uses/, 'Stop what runs (npm run dev), or use a server: DATABASE_URL.'],
]
