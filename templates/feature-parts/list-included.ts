const { include: names, ...query } = c.req.valid('query')
const page = await list<%= Plural %>(c.var.db<%= linksFor %>, query)
return c.json({ ...page, items: await include(c.var.db, page.items, <%= singular %>Relations, names<%= includedFor %>) })
