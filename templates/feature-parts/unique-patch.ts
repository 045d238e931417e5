it.each([<%= names %>] as const)('answers 409 to the %s of another', async (field) => {
  const taken = await draft<%= Singular %>(db<%= fromMe %><%= given %>)
  await create<%= Singular %>(db<%= fromMe %>, taken)
  const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))
  const res = await <%= client %>.request(path, json('PATCH', { [field]: taken[field] }<%= anyVersion %>))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([<%= takenWith %>{ path: field }])
})
