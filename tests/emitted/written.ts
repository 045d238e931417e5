import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { migrationPath } from '../../src/project/migrations.ts'
import { loadTemplates } from '../../src/project/templates.ts'
import { type Answers, parseAnswers } from '../../src/render/answers.ts'
import { readFeatures } from '../../src/render/features/feature.ts'
import { givenFeatures } from '../../src/render/features/given.ts'
import { type FormatOptions, format } from '../../src/render/format.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { version } from '../../src/version.ts'
import { creationOf } from '../creation.ts'
import { shop } from './shop.ts'

export const base: Answers = parseAnswers(
  `{"paxx":"${version}","name":"shop","database":"sqlite","ids":"integer","packageManager":"npm"}`,
)

/**
 * A project with features, which uses the dependencies of another.
 * @param atEnd when it is removed
 */
export async function write(
  answers: Answers,
  installed = shop,
  atEnd: (remove: () => void) => void = onTestFinished,
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'paxx-features-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(path.join(installed, 'vendor'), path.join(folder, 'vendor'), { recursive: true })
  symlinkSync(path.join(installed, 'node_modules'), path.join(folder, 'node_modules'))

  const templates = await loadTemplates()
  const files = new Map([...(await render(answers, templates))].map(([file, entry]) => [file, textOf(entry)]))
  const options = JSON.parse(files.get('.oxfmtrc.json')!) as FormatOptions
  const features = readFeatures(givenFeatures(answers, templates.extensions))
  for (const [index, feature] of [...features.values()].entries()) {
    const file = migrationPath(new Date(Date.UTC(2026, 10, 20, 10, 0, index)), `create_${feature.names.table}`)
    files.set(file, await format(file, creationOf(feature, answers.ids, answers.database), options))
  }
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return folder
}
