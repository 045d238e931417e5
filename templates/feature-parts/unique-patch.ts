it.each([<%= names %>] as const)('answers 409 to the %s of another', async (field) => {
  const taken = await draft<%= Singular %>(db<%= given %>)
  await create<%= Singular %>(db, taken)
  const path = pathOf(await create<%= Singular %>(db, await draft<%= Singular %>(db)))
  const res = await app.request(path, json('PATCH', { [field]: taken[field] }))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: field }])
})
