import { compareProject } from '../../change/comparison.ts'
import { trustOption } from '../../change/trust.ts'
import { ownFolders } from '../../render/features/own.ts'
import { defineCommand } from '../command.ts'

export const command = defineCommand({
  details: 'Which templates a project may have of its own, and what it has made of them.',
  options: trustOption,
  examples: [['paxx templates list', 'Ejected, or those of paxx']],
  async run(args) {
    const { project, files } = await compareProject('templates list', args)
    const isEjected = project.answers.ejected?.includes('feature') ?? false
    const own = files.filter(({ path }) => isEjected && ownFolders.some((folder) => path.startsWith(`${folder}/`)))
    const changed = own.filter(({ state }) => state !== 'untouched')
    return {
      json: {
        templates: [{ name: 'feature', ejected: isEjected, files: own.map(({ path, state }) => ({ path, state })) }],
      },
      text: isEjected
        ? [
            `feature  the project's own, in templates/: ${changed.length} of ${own.length} changed`,
            ...changed.map(({ path, state }) => `  ${state}  ${path}`),
          ].join('\n')
        : "feature  those of paxx (paxx templates eject feature makes them the project's own)",
    }
  },
})
