import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { idTypes } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { type Feature, readFeatures } from '../../src/render/features/feature.ts'
import { filtersOf, sortableOf } from '../../src/render/features/lists.ts'
import { openProject, type Project } from './lists.ts'
import { read } from './scenarios.ts'
import { base, write } from './written.ts'

const lines = [
  'customers email:email:unique name:string vip:boolean:optional',
  'orders customer:references total:integer:min=0:index status:enum=pending,paid:index gift:boolean code:string:optional:index sku:string:unique',
  'tags label:string:unique kind:enum=a,b --no-timestamps',
  'taggings tag:references order:references state:enum=on,off --primary-key=tag,order',
]

describe.each(idTypes)('a list, with ids of %s', (ids) => {
  const answers = lines.map(read).reduce((sum, request) => addFeature(sum, request).answers, { ...base, ids })
  const features = readFeatures(answers.features)

  it('reads one range of an index, whatever it is sorted by, filtered or not', async () => {
    const folder = await write(answers)
    const project = await openProject(folder, { database: path.join(folder, 'lists.db') })
    onTestFinished(() => project.close())

    for (const feature of features.values()) {
      const rows = await createSome(feature, project)
      const { path: url, table } = feature.names
      const isKey = (column: string) => ids === 'integer' && column === 'id'
      for (const sort of sortableOf(feature).flatMap((column) => [column, `-${column}`])) {
        const by = isKey(sort.replace('-', '')) ? '' : ' USING (COVERING )?INDEX '
        for (const plan of await plansOfAll(`${url}?sort=${sort}`, project)) {
          expect(plan, `${url}?sort=${sort}`).toMatch(new RegExp(`^(SCAN|SEARCH) ${table}${by}`))
        }
      }
      for (const { name, column } of filtersOf(feature)) {
        const value = rows.map((row) => row[name]).find((one) => one !== null)
        for (const query of [`${name}=${value}`, `${name}=${value}&sort=${sortableOf(feature)[0]}`]) {
          for (const plan of await plansOfAll(`${url}?${query}`, project)) {
            const search = new RegExp(`^SEARCH ${table} USING (COVERING )?INDEX \\w+ \\((.+ AND )?${column}=\\?`)
            expect(plan, `${url}?${query}`).toMatch(search)
          }
        }
      }
    }
  })
})

async function createSome({ names }: Feature, { load, list, database }: Project) {
  const { [`draft${names.Singular}`]: draft } = await load(`features/${names.kebab}/factory.ts`)
  const { [`create${names.Singular}`]: create } = await load(`features/${names.kebab}/services.ts`)
  const { createDb } = await load('core/database/database.ts')
  const db = createDb(`sqlite:${database.location()}`)
  for (let n = 0; n < 5; n++) await create(db, await draft(db))
  await db.destroy()
  return (await list(names.path)).items
}

/** The plans of every page of a list. */
async function plansOfAll(url: string, { list, plans }: Project): Promise<string[]> {
  const all: string[] = []
  let cursor: string | null = null
  do {
    const page: string = `${url}&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`
    all.push(...(await plans(page)))
    cursor = (await list(page)).nextCursor
  } while (cursor !== null)
  return all
}
