import { findProject } from '../../project/find.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { table } from '../../ui/table.ts'
import { defineCommand } from '../command.ts'

export const command = defineCommand({
  details: 'Each feature with its path and its fields, as they were given.',
  examples: [['paxx feature list', 'The features that paxx wrote']],
  async run() {
    const { answers } = await findProject()
    const names = [...readFeatures(answers.features).values()].map((feature) => feature.names)
    const features = names.map(({ kebab, path, table: tableName }) => {
      return { name: kebab, path, table: tableName, fields: answers.features[kebab]!.fields }
    })
    const rows = features.map(({ name, path, fields }) => [name, path, fields.join(' ')])
    return { json: { features }, text: rows.length > 0 ? table(rows) : 'There is none yet: paxx feature create orders' }
  },
})
