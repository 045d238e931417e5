const page = await list<%= Plural %>(c.var.db<%= linksFor %>, c.req.valid('query'))
const shown = await include(c.var.db, page.items, <%= singular %>Relations, [<%= relatedNames %>]<%= relatedFor %>)
