const page = await list<%= Plural %>(c.var.db<%= linksFor %>, c.req.valid('query'))
