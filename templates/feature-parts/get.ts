return c.json(<%= tag %>await get<%= Singular %>(c.var.db<%= fromCaller %>, <%= keyParam %>)<%= endTag %>)
