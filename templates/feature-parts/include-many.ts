it('includes <%= partTitles %>, and lists them, as their own route does', async () => {
  const created = await create()
  for (let n = 0; n < 2; n++) await create<%= Part %>(<%= partFor %>, await draft<%= Part %>(<%= partFor %>, { <%= key %>: created.id }))
  const { items } = await read(`<%= partPath %>?<%= key %>=${created.id}`)
  const included = { ...created, <%= name %>: items.toReversed() }

  expect(items).toHaveLength(2)
  expect(await read(`${pathOf(created)}?include=<%= name %>`)).toEqual(included)
  expect((await read('<%= path %>?include=<%= name %>&limit=100')).items).toContainEqual(included)
  expect(await read(`${pathOf(created)}<%= nestedPath %>`)).toEqual({ items, nextCursor: null })
  expect((await <%= client %>.request(`<%= path %>/${unknownId}<%= nestedPath %>`)).status).toBe(404)
})

