import path from 'node:path'
import { UsageError } from '../../errors.ts'
import { loadTemplates } from '../../project/templates.ts'
import { databases, idTypes, packageManagers } from '../../render/answers.ts'
import { needsServer } from '../../render/databases.ts'
import { generatesOf } from '../../render/extensions/generates.ts'
import { missingOf } from '../../render/extensions/select.ts'
import { detectPackageManager } from '../../render/package-manager.ts'
import { readPrefix } from '../../render/prefix.ts'
import { defineCommand } from '../command.ts'
import { namesOf } from '../extensions/known.ts'
import { requireNodeFor } from '../node.ts'
import { create } from './create.ts'
import { planBootstrap } from './plan.ts'
import { askForMissing } from './questions.ts'
import { bootstrapReport, dryRunReport } from './report.ts'
import { placementFor } from './target.ts'

export const command = defineCommand({
  details:
    'The project is plain Hono, Kysely and Zod, and yours. It is installed, migrated and committed when this ends. It appears all at once: an interruption leaves nothing behind.',
  positionals: { path: { type: 'string', describe: 'The folder to make; `.` for this one, if it is empty' } },
  options: {
    name: { type: 'string', requiresArg: true, describe: "The project's name; the folder's unless told" },
    database: { choices: databases, requiresArg: true, describe: 'Where the data lives; sqlite unless told' },
    with: { type: 'string', requiresArg: true, describe: 'Extensions, with commas; `paxx extensions` lists them' },
    ids: { choices: idTypes, default: 'integer', requiresArg: true, describe: "The type of every table's id" },
    prefix: { type: 'string', requiresArg: true, describe: 'What the paths of its features begin with: /api/v1' },
    'package-manager': { choices: packageManagers, requiresArg: true, describe: 'The one that runs paxx, unless told' },
    install: { type: 'boolean', describe: 'Install and migrate; --no-install only writes the files' },
    git: { type: 'boolean', describe: 'Make a repository and a first commit; --no-git does not' },
  },
  values: { with: () => namesOf('all') },
  examples: [
    ['paxx bootstrap shop', 'A project in ./shop'],
    ['paxx bootstrap . --name shop', 'In this folder, which is empty'],
    ['paxx bootstrap shop --database postgres', 'On PostgreSQL; on PGlite, inside Node.js, until there is a server'],
    ['paxx bootstrap shop --database mysql', 'On MySQL or MariaDB, by a server'],
    ['paxx bootstrap shop --with docker', 'With an extension, as if `paxx add docker` came next'],
    ['paxx bootstrap shop --dry-run --diff', 'Every file that it would write, and nothing written'],
    ['paxx bootstrap shop --no-install --no-git', 'The files alone'],
  ],
  async run(args) {
    const templates = await loadTemplates()
    const missing = await askForMissing(args, templates.extensions)
    const { path: given, name, database, extensions: chosen, install, git } = missing
    // To a project that is new, what they require can do nothing but good.
    const extensions = [...chosen, ...missingOf(chosen, templates.extensions)]
    const target = path.resolve(checkPath(given))
    const placement = await placementFor(target)
    const packageManager = args.packageManager ?? detectPackageManager(process.env['npm_config_user_agent'])
    const plan = await planBootstrap(templates, {
      name: name ?? path.basename(target),
      database,
      ids: args.ids,
      packageManager,
      ...(args.prefix !== undefined && { prefix: readPrefix(args.prefix) }),
      extensions: Object.fromEntries(extensions.map((extension) => [extension, {}])),
    })
    const { diff, verbose } = args
    if (args.dryRun) return dryRunReport(plan, { install, diff, verbose })
    if (install) requireNodeFor(packageManager, plan.oldNode, 'say --package-manager npm')

    const commitMessage = `Bootstrap ${plan.answers.name} with paxx ${plan.answers.paxx}`
    const generates = generatesOf(plan.answers, templates.extensions)
    const options = {
      packageManager,
      install,
      git,
      needsServer: needsServer(database),
      generates,
      verbose,
      commitMessage,
    }
    const built = await create(target, placement, plan, options)
    return bootstrapReport(target, plan, built, { install, diff, verbose })
  },
})

/** The rest of what a path may not be, the checks of the name say. */
function checkPath(given: string): string {
  if (!/\p{Cc}/u.test(given)) return given
  throw new UsageError('PATH_INVALID', 'The path holds a control character.', 'Choose another path.')
}
