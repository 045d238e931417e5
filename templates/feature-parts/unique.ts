it.each([<%= names %>] as const)('answers 409 to the %s of another', async (field) => {
  const taken = await draft<%= Singular %>(db<%= given %>)
  await create<%= Singular %>(db, taken)
  const res = await app.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db)), [field]: taken[field] }))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: field }])
})
