it('is closed to who is not signed in', async () => {
  expect((await app.request('<%= path %>')).status).toBe(401)
  expect((await app.request('<%= path %>', json('POST', {}))).status).toBe(401)
})
