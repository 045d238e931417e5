it('fills in what is left out', async () => {
  const res = await app.request('<%= path %>', json('POST', { ...(await draft<%= Singular %>(db)), <%= leftOut %> }))

  expect(res.status).toBe(201)
  expect(await res.json()).toMatchObject({ <%= filledIn %> })
})

