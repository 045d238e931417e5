import { UsageError } from '../../errors.ts'
import { lookForProject } from '../../project/find.ts'
import { readFormatOptions } from '../../project/format-options.ts'
import { format } from '../../render/format.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { migrations } from '../../schema/migration.ts'
import { printMigration } from '../../schema/print/migration.ts'
import type { Schema } from '../../schema/schema.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import { hazardLines } from '../../ui/hazards.ts'
import { note } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'
import { decide } from './decide.ts'
import { givenOptions } from './given.ts'
import { findPerson } from './person.ts'

type Sides = Awaited<ReturnType<typeof readSchemas>>

export const command = defineCommand({
  details:
    'Prints the migration that makes one schema of another, and changes neither. Each is a database, `models` or `migrations` (the schema that they build).',
  positionals: {
    from: {
      type: 'string',
      demandOption: true,
      describe: 'sqlite:FILE, postgres://…, mysql://…, models or migrations',
    },
    to: { type: 'string', demandOption: true, describe: 'sqlite:FILE, postgres://…, mysql://…, models or migrations' },
  },
  options: givenOptions,
  examples: [
    ['paxx db diff sqlite:data/shop.db models', 'What the database lacks'],
    ['paxx db diff sqlite:old.db sqlite:new.db > migration.ts', 'The way from one database to another'],
  ],
  async run({ from, to, ...args }) {
    const project = await lookForProject(process.cwd())
    const sides = await readSchemas(project?.root, from, to, { ...args, engine: project?.answers.database ?? 'sqlite' })
    const dialect = dialectOf(sides.from.engine)
    if (sides.to.engine !== sides.from.engine) throw differentEngines(sides)
    const target = (existing: Schema) => (to === 'models' ? keepUnspoken(sides.to, existing, dialect) : sides.to)
    const decided = await decide(sides.from, target, args, findPerson(args, dialect), dialect)
    const all = migrations(decided.from, decided.to, decided.answered, dialect)
    const unread = [...new Set([sides.from, sides.to].flatMap((side) => side.unread ?? []))]
    if (unread.length > 0) note(`Not looked at: ${unread.join(', ')}.`)
    if (all.length === 0) {
      note(unread.length > 0 ? 'There is no difference in what was looked at.' : 'There is no difference.')
      return { json: { source: null, hazards: [], unread } }
    }
    const options = project ? await readFormatOptions(project.root) : { semi: false, singleQuote: true }
    const sources = all.map((migration) => format('migration.ts', printMigration(migration, dialect), options))
    const source = (await Promise.all(sources)).join('\n')
    const hazards = all.flatMap((migration) => migration.hazards)
    hazardLines(hazards).forEach(note)
    return { json: { source, hazards, unread }, text: source }
  },
})

const differentEngines = ({ from, to }: Sides): UsageError =>
  new UsageError(
    'ENGINES_DIFFER',
    `One schema is of ${from.engine} and the other of ${to.engine}.`,
    'Name two of one kind.',
  )
