import { expect, it } from 'vitest'
import type { JsonObject } from '../../src/render/json.ts'
import { completeManifest } from '../../src/render/manifest.ts'

it('adds by key, keeps the order of everything else, and sorts dependencies', () => {
  const manifest = '{"name":"shop","dependencies":{"zod":"1"},"scripts":{"test":"vitest","dev":"tsx"}}'
  const additions: JsonObject[] = [
    { dependencies: { hono: '2' } },
    { allowScripts: { node: true }, dependencies: { node: '24.0.0' } },
  ]

  expect(completeManifest(manifest, additions)).toBe(
    `${JSON.stringify(
      {
        name: 'shop',
        dependencies: { hono: '2', node: '24.0.0', zod: '1' },
        scripts: { test: 'vitest', dev: 'tsx' },
        allowScripts: { node: true },
      },
      null,
      2,
    )}\n`,
  )
})
