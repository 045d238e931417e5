.get(
  '/:<%= key %><%= nestedPath %>',
  operation('List the <%= partTitles %> of <%= aTitle %>', { 200: <%= Part %>Page }),
  validate('param', <%= Singular %><%= Parts %>Params),
  validate('query', <%= Singular %><%= Parts %>Query),
  async (c) => {
    const { <%= key %> } = c.req.valid('param')
    await get<%= Singular %>(c.var.db<%= fromCaller %>, <%= key %>)
    return c.json(await list<%= Parts %>(c.var.db<%= listedFor %>, { ...c.req.valid('query'), <%= key %> }))
  },
)
