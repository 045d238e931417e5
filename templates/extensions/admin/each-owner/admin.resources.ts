resource('<%= plural %>', {
  read: <%= Singular %>Read,
  query: <%= Singular %>Query,
  create: <%= Singular %>Create,
  update: <%= Singular %>Update,
  scope: ownedBy,
  services: (user) => ({
    create: (db, values) => create<%= Singular %>(db, user, values),
    update: (db, id, changes<%= seenArg %>) => update<%= Singular %>(db, user, id, changes<%= seenArg %>),
    delete: (db, id) => delete<%= Singular %>(db, user, id),
  }),
}),
