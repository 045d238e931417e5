import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadTemplates } from '../src/project/templates.ts'
import { type FeatureAnswer, parseAnswers } from '../src/render/answers.ts'
import { readFeatures } from '../src/render/features/feature.ts'
import { migrationPath, renderCreation } from '../src/render/features/migration.ts'
import { render } from '../src/render/render.ts'

const adjectives =
  'able blue bold calm cold cool dark deep dual early fair fast fine firm flat free full glad gold good great green grey happy hard'
const nouns =
  'apples boats books cards chairs clocks doors drums farms games hotels lamps maps orders pens plants rooms ships songs trains'
const names = adjectives.split(' ').flatMap((adjective) => nouns.split(' ').map((noun) => `${adjective}-${noun}`))

/** As many features as a project shall have, up to 500; every fifth refers to the one before it. */
const manyFeatures = (count: number): Record<string, FeatureAnswer> =>
  Object.fromEntries(
    names.slice(0, count).map((name, index) => {
      const fields = ['name:string', 'total:integer:min=0', 'status:enum=open,paid:default=open', 'notes:text:optional']
      return [name, { fields: index % 5 === 4 ? [...fields, `parent:references=${names[index - 1]}`] : fields }]
    }),
  )

/** Gives a project that has no feature as many as it shall have, with their migrations, as the commands would. */
export async function growProject(root: string, count: number): Promise<void> {
  const answers = { ...parseAnswers(readFileSync(path.join(root, 'paxx.json'), 'utf8')), features: manyFeatures(count) }
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
  for (const [file, { content }] of await render(answers, await loadTemplates())) write(file, content)
  mkdirSync(path.join(root, 'migrations'), { recursive: true })
  let time = Date.UTC(2026, 0, 1)
  for (const feature of readFeatures(answers.features).values()) {
    write(
      migrationPath(new Date((time += 1_000)), `create_${feature.names.table}`),
      renderCreation(feature, answers.ids),
    )
  }
}
