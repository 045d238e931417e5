import { createRouter, operation, validate } from '#core/http/router.ts'
<%~ slot('routes.imports') %>
import { <%= schemas %> } from './schemas.ts'
import { <%= services %> } from './services.ts'

export const <%= plural %> = createRouter()<%= guard %>
  .get('/', operation('List <%= titles %>', { 200: <%= ShownPage %> }), validate('query', <%= ListQuery %>), async (c) => {
    <%~ slot('routes.list') %>
  })
  .post(
    '/',
    operation('Create <%= aTitle %>', { 201: <%= Singular %>Read }<%= withETag %>),
    validate('json', <%= Singular %>Create<%= withParts %>),
    <%~ slot('routes.post') %>
    async (c) => {
    const created = await create<%= Singular %><%= withParts %>(c.var.db<%= createdFor %>, c.req.valid('json'))
    c.header('Location', `${c.req.path}/${created.id}`)
    return c.json(<%= tag %>created<%= endTag %>, 201)
  },
  )
  <%~ slot('routes.batch') %>
  .get('/:id', operation('Get <%= aTitle %>', { 200: <%= Shown %> }<%= withETag %>), validate('param', <%= Singular %>Params), <%= includeQuery %>async (c) => {
    <%~ slot('routes.get') %>
  })
  <%~ slot('routes.nested') %>
  .patch(
    '/:id',
    operation('Update <%= aTitle %>', { 200: <%= Singular %>Read }<%= withETag %>),
    validate('param', <%= Singular %>Params),
    <%~ slot('routes.precondition') %>
    validate('json', <%= Singular %>Update),
    async (c) => c.json(<%= tag %>await update<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id, c.req.valid('json')<%= fromIfMatch %>)<%= endTag %>),
  )
  .delete('/:id', operation('Delete <%= aTitle %>', { 204: 'Deleted' }), validate('param', <%= Singular %>Params), <%= ifMatch %>async (c) => {
    await delete<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id<%= fromIfMatch %>)
    return c.body(null, 204)
  })
