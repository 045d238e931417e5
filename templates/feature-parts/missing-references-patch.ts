it.each([<%= names %>])('answers 409 to %s of a row that does not exist', async (field) => {
  const path = pathOf(await create<%= Singular %>(db<%= fromMe %>, await draft<%= Singular %>(db<%= fromMe %>)))
  const res = await <%= client %>.request(path, json('PATCH', { [field]: unknownId }<%= anyVersion %>))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: field }])
})
