import { describe, expect, it } from 'vitest'
import { loadTemplates } from '../../src/project/templates.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { ejectFeature, readOwn } from '../../src/render/features/own.ts'
import { render } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { scenarios } from '../emitted/scenarios.ts'
import { answers as none } from './answers.ts'

it.each(Object.keys(scenarios))('renders %s by ejected templates as by those of paxx', async (name) => {
  const { ids, features } = scenarios[name]!
  const answers = features.reduce((sum, request) => addFeature(sum, request).answers, { ...none, ids })
  const templates = await loadTemplates()
  const ejected = ejectFeature(templates.feature)
  // As an editor on Windows may leave them.
  const own = readOwn(new Map([...ejected].map(([path, file]) => [path, textOf(file).replaceAll('\n', '\r\n')])))

  const expected = new Map([...(await render(answers, templates)), ...ejected])
  const rendered = await render({ ...answers, ejected: ['feature'] }, { ...templates, own })
  const text = (tree: typeof rendered) =>
    Object.fromEntries([...tree].filter(([path]) => path !== 'paxx.json').map(([path, file]) => [path, textOf(file)]))
  expect(text(rendered)).toEqual(text(expected))
})

describe('a template that is broken', () => {
  const schemas = 'templates/feature/schemas.ts.eta'
  const shown = '/** What clients are shown. */'
  it.each([
    [schemas, shown, '<%= Singluar %>', `${schemas}:5: there is no name`, 'Did you mean `Singular`?'],
    [schemas, shown, '<%= constructor %>', `${schemas}:5: there is no name`, 'There are: kebab, path'],
    [schemas, shown, '<%= process.exit(3) %>', `${schemas}:5: this is neither`, 'Write <%= name %>'],
    [schemas, shown, '<% process.exit(3) %>', `${schemas}:5: this is neither`, 'Write <%= name %>'],
    [schemas, shown, "<%~ slot('colums') %>\n", `${schemas}:5: there is no slot`, 'Did you mean `columns`?'],
    [schemas, shown, "// <%~ slot('columns') %>", `${schemas}:5: this is neither`, 'Write <%= name %>'],
    [schemas, shown, '}', `${schemas}:5: features/tags/schemas.ts does not parse`, 'Mend the template.'],
    ['templates/feature/services.ts.eta', 'return found', 'return )', '.eta:22: features/tags/', 'Mend the template.'],
    ['templates/feature-parts/unique.ts.eta', 'names', 'nmaes', 'unique.ts.eta:1: there is no name', '`names`?'],
  ])('in %s, %s → %s, is named, with its line, and nothing of it is run', async (file, old, fresh, message, hint) => {
    const templates = await loadTemplates()
    const files = [...ejectFeature(templates.feature)].map(([path, one]): [string, string] => [path, textOf(one)])
    const own = readOwn(new Map(files.map(([path, text]) => [path, path === file ? text.replace(old, fresh) : text])))
    const { answers } = addFeature({ ...none, ejected: ['feature'] }, { name: 'tags', fields: ['label:string:unique'] })
    await expect(render(answers, { ...templates, own })).rejects.toMatchObject({
      code: 'TEMPLATE_INVALID',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    })
  })
})
