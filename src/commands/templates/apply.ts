import { isDeepStrictEqual } from 'node:util'
import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import { templatesOf } from '../../project/extensions.ts'
import type { Project } from '../../project/find.ts'
import { ownFolders, readOwn } from '../../render/features/own.ts'
import { filesAt } from '../../tools/git.ts'
import { defineCommand } from '../command.ts'
import { notEjected } from './not-ejected.ts'

export const command = defineCommand({
  details:
    "Brings what you changed in the project's own templates to the features that there are, by a merge with what you made of those. What you changed is what differs from a commit, the last one unless told.",
  options: {
    ...changeOptions,
    since: {
      type: 'string',
      requiresArg: true,
      default: 'HEAD',
      describe: 'The commit that has the templates as they were',
    },
  },
  examples: [
    ['paxx templates apply --dry-run --diff', 'What would become of the features'],
    ['paxx templates apply --since HEAD~2', 'What the last two commits changed, too'],
  ],
  async run({ since, ...args }) {
    return await changeProject('templates apply', args, (project) => decide(project, since))
  },
})

async function decide(project: Project, since: string): Promise<Decision> {
  const { root, answers } = project
  const templates = await templatesOf(project)
  if (!templates.own) throw notEjected()
  const files = await filesAt(root, since, ownFolders)
  if (!files) {
    throw new UsageError('COMMIT_UNKNOWN', `There is no commit \`${since}\` here.`, 'git log says which there are.')
  }
  const former = files.size > 0 ? readOwn(files) : undefined
  const isSame = isDeepStrictEqual(former, templates.own)
  return {
    answers,
    // Before they were ejected, features were made by those of paxx.
    formerTemplates: { ...templates, own: former },
    features: Object.keys(answers.features),
    remarks: isSame ? [`The templates are as they were at ${since}: --since names an older commit.`] : [],
    next: isSame ? [] : ['Commit the templates together with the features.'],
  }
}
