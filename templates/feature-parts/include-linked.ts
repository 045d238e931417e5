it('includes <%= partTitles %>, and filters by them', async () => {
  const { id } = await create()
  const other = await create<%= Part %>(<%= partFor %>, await draft<%= Part %>(<%= partFor %>))
  await <%= client %>.request(<%= linkRequest %>)
  const included = { ...(await read(`<%= path %>/${id}`)), <%= name %>: [await read(`<%= partPath %>/${other.id}`)] }

  expect(await read(`<%= path %>/${id}?include=<%= name %>`)).toEqual(included)
  expect((await read(`<%= path %>?include=<%= name %>&<%= key %>=${other.id}`)).items).toEqual([included])
})

