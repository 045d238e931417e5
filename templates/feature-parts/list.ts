return c.json(await list<%= Plural %>(c.var.db<%= linksFor %>, c.req.valid('query')))
