it.each<[field: keyof <%= Singular %>Create, wanted: Partial<<%= Singular %>Create>, other: Partial<<%= Singular %>Create>]>([
  <%= cases %>
])('filters by %s', async (field, wanted, other) => {
  const created = await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>, wanted))
  const createdOther = await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>, other))
  const { items } = await read(`<%= path %>?${field}=${wanted[field]}`)

  expect(items.map(pathOf)).toContain(pathOf(created))
  expect(items.map(pathOf)).not.toContain(pathOf(createdOther))
})

