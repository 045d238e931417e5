const <%= row %> = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
