.post(
  '/batch',
  operation('Create a batch of <%= titles %>', { 201: <%= Singular %>BatchRead }),
  validate('json', <%= Singular %>Batch, batchLimits),
  async (c) => c.json({ items: await create<%= Singular %>Batch(c.var.db<%= fromCaller %>, c.req.valid('json')) }, 201),
)
