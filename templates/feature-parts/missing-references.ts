it.each([<%= names %>])('answers 409 to %s of a row that does not exist', async (field) => {
  const res = await <%= client %>.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db<%= fromMe %>)), [field]: unknownId }))

  expect(res.status).toBe(409)
  expect((await res.json()).issues).toMatchObject([{ path: field }])
})
