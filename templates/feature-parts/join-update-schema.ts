export const <%= Singular %>Update = patch(<%= Singular %>Create.omit({ <%= keyOmit %> })).register(z.globalRegistry, { id: '<%= Singular %>Update' })
