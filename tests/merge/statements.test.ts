import { beforeAll, describe, expect, it } from 'vitest'
import { mergeFile } from '../../src/merge/merge-file.ts'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers, FeatureAnswer } from '../../src/render/answers.ts'
import { render, type Templates } from '../../src/render/render.ts'
import { textOf } from '../../src/render/tree.ts'
import { answers as bare } from '../unit/answers.ts'
import { formatter } from './fixtures.ts'

const customers = { fields: ['email:email:unique'] }
const orders: FeatureAnswer = { fields: ['customer:references', 'total:integer', 'status:enum=open,paid:default=open'] }
const before: Answers = { ...bare, features: { customers, orders }, extensions: { auth: {}, mail: {} } }
const withOrders = (change: Partial<FeatureAnswer>, more: Answers['features'] = {}): Answers => ({
  ...before,
  features: { customers, orders: { ...orders, ...change }, ...more },
})

const changes: [name: string, after: Answers][] = [
  ['feature access orders owner', withOrders({ access: 'owner' })],
  ['feature access orders admin', withOrders({ access: 'admin' })],
  ['feature version orders', withOrders({ options: ['versioned'] })],
  ['field add orders …', withOrders({ fields: [...orders.fields, 'slug:string:unique', 'note:text:optional'] })],
  ['field remove orders status', withOrders({ fields: orders.fields.slice(0, 2) })],
  ['feature create items …', withOrders({}, { items: { fields: ['order:references:cascade:many', 'sku:string'] } })],
  ['project prefix', { ...withOrders({}), prefix: '/api/v1' }],
]
const files = ['services.ts', 'routes.ts', 'factory.ts', 'orders.test.ts'].map((file) => `features/orders/${file}`)

let templates: Templates
beforeAll(async () => {
  templates = await loadTemplates()
})

const guard = '  guard()'
const isStatement = (line: string) => /^ {2}(const|let|return|if|await|throw|expect|n \+=)\b/.test(line)

const startOf = (line: string) => line.slice(0, 12)
const countOf = (start: string, text: string) => text.split('\n').filter((line) => line.startsWith(start)).length

/** A text with a line of the user's before the statement at a line. */
const guarded = (lines: readonly string[], at: number): string => lines.toSpliced(at, 0, guard).join('\n')

describe.each(changes)('%s, after a line was put before a statement', (_, after) => {
  it.each(files)('leaves it before that statement: %s', async (path) => {
    const [base, theirs] = await Promise.all(
      [before, after].map(async (one) => textOf((await render(one, templates)).get(path)!)),
    )
    const lines = base!.split('\n')
    for (const at of [...lines.keys()].filter((line) => isStatement(lines[line]!))) {
      const { text, conflicts } = await mergeFile(path, base!, guarded(lines, at), theirs!, formatter({}, path))
      if (conflicts.length > 0) continue
      const merged = text.split('\n')
      const place = merged.indexOf(guard)
      // Without it there is what there would be had it never been there.
      expect(merged.toSpliced(place, 1).join('\n')).toBe(theirs)
      // And what follows is what did, unless that is gone.
      const like = startOf(lines[at]!)
      const following = merged.slice(place + 1).find((line) => isStatement(line))!
      if (countOf(like, theirs!) >= countOf(like, base!)) expect(startOf(following)).toBe(like)
    }
  })
})
