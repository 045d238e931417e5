it('fills in what is left out', async () => {
  const res = await <%= client %>.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db<%= fromMe %>)), <%= leftOut %> }))

  expect(res.status).toBe(201)
  expect(await res.json()).toMatchObject({ <%= filledIn %> })
})

