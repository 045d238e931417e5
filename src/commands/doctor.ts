import { lookForProject } from '../project/find.ts'
import { colour } from '../ui/colour.ts'
import { defineCommand } from './command.ts'
import type { Check } from './doctor-check.ts'
import { machineChecks, projectChecks } from './doctor-checks.ts'

const marks = { ok: colour.green('✓'), warning: colour.yellow('!'), failure: colour.red('✗') }

export const command = defineCommand({
  details:
    'Node.js, git, the package manager; in a project also its dependencies, settings, database and migrations. Exits with 1 when something is broken.',
  examples: [['paxx doctor', 'What is well, what is not, and what to do about it']],
  async run() {
    const project = await lookForProject(process.cwd())
    const checks = (await Promise.all([machineChecks(project), project ? projectChecks(project) : []])).flat()
    const broken = checks.filter(({ state }) => state === 'failure')
    return {
      json: { checks },
      text: [
        ...checks.flatMap(describe),
        ...(project ? [] : ['', 'There is no paxx project here, so only the machine was looked at.']),
      ].join('\n'),
      ...(broken.length > 0 && {
        exitCode: 1,
        error: { code: 'UNWELL', message: `Something is wrong with: ${broken.map(({ name }) => name).join(', ')}.` },
      }),
    }
  },
})

const describe = ({ state, name, found, hint }: Check): string[] => [
  `${marks[state]} ${name}: ${found}`,
  ...(hint === undefined ? [] : [`    ${colour.cyan(hint)}`]),
]
