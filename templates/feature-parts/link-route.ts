.put(
  '/:id<%= nestedPath %>',
  operation('Set the <%= partTitles %> of <%= aTitle %>', { 204: 'Set' }, { description: 'Those that it has and that are not given are taken from it.' }),
  validate('param', <%= Singular %>Params), <%= ifMatch %>
  validate('json', <%= linkSchema %>),
  async (c) => {
    await <%= linkService %>(c.var.db<%= linksFor %>, c.req.valid('param').id, c.req.valid('json').<%= ids %><%= fromIfMatch %>)
    return c.body(null, 204)
  },
)
