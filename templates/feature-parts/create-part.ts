await createEach('<%= name %>', <%= name %>, (part) => create<%= Part %>(trx<%= userArgToPart %>, { ...part, <%= key %>: created.id }))
