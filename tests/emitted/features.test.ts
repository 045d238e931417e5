import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { withPages } from '../unit/answers.ts'
import { features } from '../unit/arbitraries.ts'
import { scenarios } from './scenarios.ts'
import { succeed } from './shop.ts'
import { base, write } from './written.ts'

/** Its types, lint, format and tests, and its migrations there and back. */
async function prove(cwd: string): Promise<void> {
  await succeed('npm', ['run', 'check'], { cwd })
  await succeed('npm', ['test'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await succeed('npm', ['run', 'db:downgrade', '--', '99'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await succeed('npm', ['run', 'build'], { cwd })
}

describe('a project with features is green and formatted', () => {
  it.each(Object.entries(scenarios))('%s', async (_, { ids, features: requests }) => {
    await prove(await write(requests.reduce((sum, request) => addFeature(sum, request).answers, { ...base, ids })))
  })

  it('any at all', async () => {
    const samples = fc.sample(features, 8).flatMap((some, index) => {
      // Each sample gets names of its own, so that one project holds them all.
      const own = (name: string) => `${'abcdefgh'[index]!.repeat(2)}-${name}`
      return Object.entries(some).map(([name, { fields, ...rest }]) => {
        return [own(name), { ...rest, fields: fields.map((field) => field.replace(/(?<=:references=)[a-z-]+/, own)) }]
      })
    })
    await prove(await write({ ...base, ...withPages, features: Object.fromEntries(samples) as Answers['features'] }))
  })
})
