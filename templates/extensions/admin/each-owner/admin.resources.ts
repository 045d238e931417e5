resource('<%= plural %>', {
  read: <%= Singular %>Read,
  query: <%= Singular %>Query,
  create: <%= Singular %>Create,
  update: <%= Singular %>Update,
  scope: ownedBy,
  services: (user) => ({
    create: (db, values) => create<%= Singular %>(db, user, values),
    update: (db, id, changes) => update<%= Singular %>(db, user, id, changes),
    delete: (db, id) => delete<%= Singular %>(db, user, id),
  }),
}),
