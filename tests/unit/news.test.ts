import { describe, expect, it } from 'vitest'
import { newsBetween } from '../../src/commands/upgrade/news.ts'

const changelog = `# paxx

## 0.3.0

### Minor Changes

- Queues.

## 0.2.0

### Minor Changes

- Lists are sorted
  by \`createdAt\`, no longer by \`id\`.
- \`paxx db pull\` is new:

  it writes models - of any database.

### Patch Changes

- Less CPU time.

## 0.1.0

- The first.
`

describe('newsBetween', () => {
  const second = [
    'Lists are sorted by `createdAt`, no longer by `id`.',
    '`paxx db pull` is new: it writes models - of any database.',
    'Less CPU time.',
  ]
  it.each<[from: string, to: string, news: string[]]>([
    ['0.1.0', '0.2.0', second],
    ['0.1.0', '0.3.0', ['Queues.', ...second]],
    ['0.2.0', '0.3.0', ['Queues.']],
    ['0.1.5', '0.2.0', second],
    ['0.2.0-beta.1', '0.2.0', second],
    ['0.2.0', '0.2.0', []],
    ['0.3.0', '1.0.0', []],
  ])('from %s to %s', (from, to, news) => {
    expect(newsBetween(changelog, from, to)).toEqual(news)
  })
})
