import { expect, it } from 'vitest'
import { describeApi } from './openapi.ts'
import { createRouter, operation } from './router.ts'
import { deprecated } from './deprecation.ts'

const notes = createRouter()
  .get('/', operation('List notes', { 200: 'Notes' }), (c) => c.text('[]'))
  .get('/broken', () => {
    throw new Error('broken')
  })
const app = createRouter()
  .onError((_, c) => c.text('broken', 500))
  .use('/api/v1/*', deprecated({ since: '2026-12-01', sunset: '2027-06-01', successor: '/api/v2' }))
  .route('/api/v1/notes', notes)
  .route('/api/v2/notes', notes)

it.each([
  ['/api/v1/notes', 200],
  ['/api/v1/notes/broken', 500],
])('says with each answer of an old version that it goes away: %s', async (path, status) => {
  const res = await app.request(path)
  expect(res.status).toBe(status)
  expect(Object.fromEntries(res.headers)).toMatchObject({
    deprecation: '@1796083200',
    sunset: 'Tue, 01 Jun 2027 00:00:00 GMT',
    link: '</api/v2>; rel="successor-version"',
  })
})

it('says nothing with those of another', async () => {
  const { headers } = await app.request('/api/v2/notes')
  expect(['deprecation', 'sunset', 'link'].filter((name) => headers.has(name))).toEqual([])
})

it('says so in the OpenAPI document, where each operation has a name of its own', async () => {
  const { paths } = await describeApi(app, 'notes')
  expect(paths['/api/v1/notes']?.get).toMatchObject({ operationId: 'listNotesV1', deprecated: true })
  expect(paths['/api/v2/notes']?.get).toMatchObject({ operationId: 'listNotes' })
  expect(paths['/api/v2/notes']?.get).not.toHaveProperty('deprecated')
})

it('knows a day', () => {
  expect(() => deprecated({ since: 'soon' })).toThrow('soon is no day')
})
