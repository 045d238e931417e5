import { templatesOf } from '../../project/extensions.ts'
import { findProject } from '../../project/find.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { table } from '../../ui/table.ts'
import { defineCommand } from '../command.ts'

export const command = defineCommand({
  details: 'Each feature with its path and its fields, as they were given.',
  examples: [['paxx feature list', 'The features that paxx wrote, and those of extensions']],
  async run() {
    const project = await findProject()
    const given = givenFeatures(project.answers, (await templatesOf(project)).extensions)
    const features = [...readFeatures(given).values()].map(
      ({ names: { kebab, path, table: tableName }, extension }) => {
        return {
          name: kebab,
          path,
          table: tableName,
          fields: given[kebab]!.fields,
          ...(extension !== undefined && { extension }),
        }
      },
    )
    const rows = features.map(({ name, path, fields, extension }) => [
      name,
      extension === undefined ? path : `of ${extension}`,
      fields.join(' '),
    ])
    return { json: { features }, text: rows.length > 0 ? table(rows) : 'There is none yet: paxx feature create orders' }
  },
})
