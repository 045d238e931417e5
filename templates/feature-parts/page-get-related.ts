const found = await get<%= Singular %>(c.var.db<%= fromCaller %>, c.req.valid('param').id)
const [<%= row %>] = await include(c.var.db, [found], <%= singular %>Relations, [<%= relatedNames %>]<%= relatedFor %>)
