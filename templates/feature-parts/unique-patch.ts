it.each([<%= names %>] as const)('answers 409 to the %s of another', async (field) => {
  const taken = await draft<%= Singular %>(db<%= given %>)
  await create<%= Singular %>(db, taken)
  const path = pathOf(await create<%= Singular %>(db, await draft<%= Singular %>(db)))

  expect((await app.request(path, json('PATCH', { [field]: taken[field] }))).status).toBe(409)
})
