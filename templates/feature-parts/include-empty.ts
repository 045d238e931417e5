it.each([<%= names %>])('includes null where there is no %s', async (name) => {
  const created = await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>))
  expect(await read(`${pathOf(created)}?include=${name}`)).toEqual({ ...created, [name]: null })
})

