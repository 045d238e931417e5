import { createRouter, operation, validate } from '#core/http/router.ts'
<%~ slot('routes.imports') %>
import { <%= schemas %> } from './schemas.ts'
import { <%= services %> } from './services.ts'

export const <%= plural %> = createRouter()<%= guard %>
  .get('/', operation('List <%= titles %>', { 200: <%= ShownPage %> }), validate('query', <%= ListQuery %>), async (c) => {
    <%~ slot('routes.list') %>
  })
  .post('/', operation('Create <%= aTitle %>', { 201: <%= Singular %>Read }), validate('json', <%= Singular %>Create<%= withParts %>), async (c) => {
    const created = await create<%= Singular %><%= withParts %>(c.var.db<%= createdFor %>, c.req.valid('json'))
    c.header('Location', `${c.req.path}/${created.id}`)
    return c.json(created, 201)
  })
  .get('/:id', operation('Get <%= aTitle %>', { 200: <%= Shown %> }), validate('param', <%= Singular %>Params), <%= includeQuery %>async (c) => {
    <%~ slot('routes.get') %>
  })
  <%~ slot('routes.nested') %>
  .patch(
    '/:id',
    operation('Update <%= aTitle %>', { 200: <%= Singular %>Read }),
    validate('param', <%= Singular %>Params),
    validate('json', <%= Singular %>Update),
    async (c) => c.json(await update<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id, c.req.valid('json'))),
  )
  .delete('/:id', operation('Delete <%= aTitle %>', { 204: 'Deleted' }), validate('param', <%= Singular %>Params), async (c) => {
    await delete<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
    return c.body(null, 204)
  })
