resource('<%= plural %>', {
  read: <%= Singular %>Read,
  query: <%= Singular %>Query,
  create: <%= Singular %>Create,
  update: <%= Singular %>Update,
  services: () => ({ create: create<%= Singular %>, update: update<%= Singular %>, delete: delete<%= Singular %> }),
}),
