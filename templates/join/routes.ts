import { createRouter, operation, validate } from '#core/http/router.ts'
<%~ slot('routes.imports') %>
import { <%= schemas %> } from './schemas.ts'
import { create<%= Singular %>, delete<%= Singular %>, get<%= Singular %>, list<%= Plural %><%= routeServices %> } from './services.ts'

export const <%= plural %> = createRouter()<%= guard %>
  .get('/', operation('List <%= titles %>', { 200: <%= ShownPage %> }), validate('query', <%= ListQuery %>), async (c) => {
    <%~ slot('routes.list') %>
  })
  .post(
    '/',
    operation('Create <%= aTitle %>', { 201: <%= Singular %>Read }),
    validate('json', <%= Singular %>Create),
    <%~ slot('routes.post') %>
    async (c) => {
    const created = await create<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('json'))
    c.header('Location', `${c.req.path}/<%= createdPath %>`)
    return c.json(created, 201)
  },
  )
  .get('<%= keyRoute %>', operation('Get <%= aTitle %>', { 200: <%= Shown %> }), validate('param', <%= Singular %>Params), <%= includeQuery %>async (c) => {
    <%~ slot('routes.get') %>
  })
  <%~ slot('routes.update') %>
  .delete('<%= keyRoute %>', operation('Delete <%= aTitle %>', { 204: 'Deleted' }), validate('param', <%= Singular %>Params), async (c) => {
    await delete<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param'))
    return c.body(null, 204)
  })
