<%= name %>: partsOf(<%= Part %>Create.omit({ <%= key %>: true })),
