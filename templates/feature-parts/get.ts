return c.json(await get<%= Singular %>(c.var.db<%= fromCaller %>, <%= keyParam %>))
