export const <%= Singular %><%= Parts %>Params = z.strictObject({ <%= key %>: IdParam })
export const <%= Singular %><%= Parts %>Query = <%= Part %>Query.omit({ <%= key %>: true })

