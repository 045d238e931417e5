import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, it, onTestFinished } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, parseAnswers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { migrationPath, renderCreation } from '../../src/render/features/migration.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { features } from '../unit/arbitraries.ts'
import { scenarios } from './scenarios.ts'
import { shop, succeed } from './shop.ts'

/** A project with features, beside the one whose dependencies it uses. */
async function write(answers: Answers): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-features-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(path.join(shop, 'vendor'), path.join(folder, 'vendor'), { recursive: true })
  symlinkSync(path.join(shop, 'node_modules'), path.join(folder, 'node_modules'))

  const files = new Map(
    [...(await render(answers, await loadTemplates()))].map(([file, entry]) => [file, textOf(entry)]),
  )
  const options = JSON.parse(files.get('.oxfmtrc.json')!) as FormatOptions
  for (const [index, feature] of [...readFeatures(answers.features).values()].entries()) {
    const file = migrationPath(new Date(Date.UTC(2026, 10, 20, 10, 0, index)), `create_${feature.names.table}`)
    files.set(file, await format(file, renderCreation(feature, answers.ids), options))
  }
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return folder
}

/** Its types, lint, format and tests, and its migrations there and back. */
async function prove(cwd: string): Promise<void> {
  await succeed('npm', ['run', 'check'], { cwd })
  await succeed('npm', ['test'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await succeed('npm', ['run', 'db:downgrade', '--', '99'], { cwd })
  await succeed('npm', ['run', 'db:upgrade'], { cwd })
  await succeed('npm', ['run', 'build'], { cwd })
}

const base = parseAnswers('{"paxx":"0.1.0","name":"shop","database":"sqlite","ids":"integer","packageManager":"npm"}')

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
    await prove(await write({ ...base, features: Object.fromEntries(samples) as Answers['features'] }))
  })
})
