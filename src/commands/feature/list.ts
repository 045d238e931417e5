import { templatesOf } from '../../project/extensions.ts'
import { findProject } from '../../project/find.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { table } from '../../ui/table.ts'
import { defineCommand } from '../command.ts'
import { accessWord } from './access-words.ts'

export const command = defineCommand({
  details: 'Each feature with its path, who may use it, what else it has, and its fields, as they were given.',
  examples: [['paxx feature list', 'The features that paxx wrote, and those of extensions']],
  async run() {
    const project = await findProject()
    const given = givenFeatures(project.answers, (await templatesOf(project)).extensions)
    const features = [...readFeatures(given).values()].map(
      ({ names: { kebab, path, table: tableName }, fields, joinsOnly, access, options, extension }) => {
        return {
          name: kebab,
          path: joinsOnly ? undefined : path,
          joins: joinsOnly ? fields.map(({ target }) => target!) : undefined,
          table: tableName,
          ...(access && { access }),
          ...(options.length > 0 && { options }),
          fields: given[kebab]!.fields,
          ...(extension !== undefined && { extension }),
        }
      },
    )
    const isTold = features.some(({ access }) => access)
    const haveOptions = features.some(({ options }) => options)
    const rows = features.map(({ name, path, joins, fields, access, options = [], extension }) => [
      name,
      extension === undefined ? (path ?? `joins ${joins!.join(' and ')}`) : `of ${extension}`,
      // What an extension brings has guards of its own, and a join has those of both sides.
      ...(isTold ? [extension === undefined && !joins ? accessWord(access) : ''] : []),
      ...(haveOptions ? [options.join(' ')] : []),
      fields.join(' '),
    ])
    return { json: { features }, text: rows.length > 0 ? table(rows) : 'There is none yet: paxx feature create orders' }
  },
})
