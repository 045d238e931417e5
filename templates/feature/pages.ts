<%~ slot('pages.imports') %>
import { parseForm, readForm } from '#core/html/fields.ts'
import { redirectDone, showPage } from '#core/html/page.ts'
import { validate } from '#core/http/router.ts'
import { <%= Singular %>Create, <%= Singular %>Params, <%= Singular %>Query, <%= Singular %>Update } from './schemas.ts'
import { create<%= Singular %>, delete<%= Singular %>, get<%= Singular %>, list<%= Plural %>, update<%= Singular %> } from './services.ts'
import { fields, nameOf, showCreator, showEditor, showList, showOne, showQuestion } from './views.ts'

/** Pages to read and write <%= titles %>, by the services that the JSON of `routes.ts` goes by, too. */
export const pagesOf<%= Plural %> = createPages()<%= guard %>
  .get('/', validate('query', listQuery(<%= Singular %>Query)), async (c) => {
    <%~ slot('pages.list') %>
    return showPage(c, { title: '<%= Titles %>', content: showList(<%= shownItems %>, showRest(c, page)) })
  })
  .get('/new', <%= asyncIfOffered %>(c) => showPage(c, { title: 'New <%= title %>', content: showCreator(<%= offered %>) }))
  .post('/new', async (c) => {
    const values = readForm(fields.create, await c.req.parseBody())
    try {
      const { id } = await create<%= Singular %>(c.var.db<%= fromCaller %>, parseForm(<%= Singular %>Create, fields.create, values))
      return redirectDone(c, `/<%= kebab %>/${id}`, 'created')
    } catch (thrown) {
      const content = showCreator({ values, issues: issuesIn(thrown)<%= andChoices %> })
      return showPage(c, { title: 'New <%= title %>', content }, 422)
    }
  })
  .get('/:id', validate('param', <%= Singular %>Params), async (c) => {
    <%~ slot('pages.get') %>
    return showPage(c, { title: nameOf(<%= row %>), content: showOne(<%= row %>) })
  })
  .get('/:id/edit', validate('param', <%= Singular %>Params), async (c) => {
    const <%= row %> = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
    return showPage(c, { title: `Edit ${nameOf(<%= row %>)}`, content: showEditor(<%= row %><%= thenOffered %>) })
  })
  .post('/:id/edit', validate('param', <%= Singular %>Params), async (c) => {
    const <%= row %> = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
    <%~ slot('pages.sent') %>
    const values = readForm(fields.update, <%= sentForm %>)
    try {
      await update<%= Singular %>(c.var.db<%= fromCaller %>, <%= row %>.id, parseForm(<%= Singular %>Update, fields.update, values)<%= asSeenBySender %>)
      return redirectDone(c, `/<%= kebab %>/${<%= row %>.id}`, 'changed')
    } catch (thrown) {
      const content = showEditor(<%= row %>, { values, issues: issuesIn(thrown)<%= andChoices %> })
      return showPage(c, { title: `Edit ${nameOf(<%= row %>)}`, content }, 422)
    }
  })
  .get('/:id/delete', validate('param', <%= Singular %>Params), async (c) => {
    const <%= row %> = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
    return showPage(c, { title: `Delete ${nameOf(<%= row %>)}`, content: showQuestion(<%= row %>) })
  })
  .post('/:id/delete', validate('param', <%= Singular %>Params), async (c) => {
    const <%= row %> = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
    try {
      await delete<%= Singular %>(c.var.db<%= fromCaller %>, <%= row %>.id<%= asSeenByAsker %>)
      return redirectDone(c, '/<%= kebab %>', 'deleted')
    } catch (thrown) {
      return showPage(c, { title: `Delete ${nameOf(<%= row %>)}`, content: showQuestion(<%= row %>, issuesIn(thrown)) }, 409)
    }
  })
<%~ slot('pages.choices') %>
