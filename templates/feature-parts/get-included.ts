const found = await get<%= Singular %>(c.var.db<%= fromCaller %>, <%= keyParam %>)
const [shown] = await include(c.var.db, [found], <%= singular %>Relations, c.req.valid('query').include<%= includedFor %>)
return c.json(<%= tag %>shown<%= endTag %>)
