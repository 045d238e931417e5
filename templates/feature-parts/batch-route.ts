.post(
  '/batch',
  operation('Create a batch of <%= titles %>', { 201: <%= Singular %>BatchRead }),
  validate('json', <%= Singular %>Batch, batchLimits),
  <%~ slot('routes.post') %>
  async (c) => c.json({ items: await create<%= Singular %>Batch(c.var.db<%= fromCaller %>, c.req.valid('json')) }, 201),
)
