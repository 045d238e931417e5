return c.json(await list<%= Plural %>(c.var.db<%= fromCaller %>, c.req.valid('query')))
