import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support.ts'

it('is in each page, whose policy lets it in, and nothing that is written into the page', async () => {
  const page = await createTestApp().request('/nothing', { headers: { Accept: 'text/html' } })
  expect(await page.text()).toContain('<link rel="stylesheet" href="/assets/app.css" />')
  const policy = page.headers.get('Content-Security-Policy')
  expect(policy).toContain("script-src 'self'; style-src 'self';")
  expect(policy).not.toContain('unsafe')
})
