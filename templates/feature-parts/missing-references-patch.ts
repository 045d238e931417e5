it.each([<%= names %>])('answers 409 to %s of a row that does not exist', async (field) => {
  const path = pathOf(await create<%= Singular %>(db, await draft<%= Singular %>(db)))
  expect((await app.request(path, json('PATCH', { [field]: unknownId }))).status).toBe(409)
})
