.patch(
  '<%= keyRoute %>',
  operation('Update <%= aTitle %>', { 200: <%= Singular %>Read }),
  validate('param', <%= Singular %>Params),
  validate('json', <%= Singular %>Update),
  async (c) => c.json(await update<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param'), c.req.valid('json'))),
)
