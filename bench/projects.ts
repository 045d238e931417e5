import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { migrationPath } from '../src/project/migrations.ts'
import { loadTemplates } from '../src/project/templates.ts'
import { type FeatureAnswer, parseAnswers } from '../src/render/answers.ts'
import { readFeatures } from '../src/render/features/feature.ts'
import { render } from '../src/render/render.ts'
import { creationInTwo, creationOf } from '../tests/creation.ts'

const adjectives =
  'able blue bold calm cold cool dark deep dual early fair fast fine firm flat free full glad gold good great green grey happy hard ' +
  'high huge keen kind late lazy lean light long loud mild neat nice old open pale pink plain proud pure quick quiet rare red rich'
const nouns =
  'apples boats books cards chairs clocks doors drums farms games hotels lamps maps orders pens plants rooms ships songs trains'
const names = adjectives.split(' ').flatMap((adjective) => nouns.split(' ').map((noun) => `${adjective}-${noun}`))

/** As many features as a project shall have, up to 1,000; every fifth refers to the one before it. */
const manyFeatures = (count: number): Record<string, FeatureAnswer> =>
  Object.fromEntries(
    names.slice(0, count).map((name, index) => {
      const fields = ['name:string', 'total:integer:min=0', 'status:enum=open,paid:default=open', 'notes:text:optional']
      return [name, { fields: index % 5 === 4 ? [...fields, `parent:references=${names[index - 1]}`] : fields }]
    }),
  )

/**
 * Gives a project that has no feature as many as it shall have, with their migrations, as the commands would.
 * @param inTwo creates each table without its notes, and adds those once all are there
 */
export async function growProject(root: string, count: number, inTwo = false): Promise<void> {
  const answers = { ...parseAnswers(readFileSync(path.join(root, 'paxx.json'), 'utf8')), features: manyFeatures(count) }
  const write = (file: string, content: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
  for (const [file, { content }] of await render(answers, await loadTemplates())) write(file, content)
  mkdirSync(path.join(root, 'migrations'), { recursive: true })
  let time = Date.UTC(2026, 0, 1)
  const add = (message: string, content: string) => write(migrationPath(new Date((time += 1_000)), message), content)
  const features = [...readFeatures(answers.features).values()]
  for (const feature of inTwo ? [] : features) {
    add(`create_${feature.names.table}`, creationOf(feature, answers.ids))
  }
  const parts = inTwo
    ? features.map((feature) => ({ feature, both: creationInTwo(feature, 'notes', answers.ids) }))
    : []
  for (const { feature, both } of parts) add(`create_${feature.names.table}`, both[0])
  for (const { feature, both } of parts) add(`add_notes_to_${feature.names.table}`, both[1])
}
