
it('is closed to who is no administrator', async () => {
  const user = await signIn(app, db)

  expect((await user.request('<%= path %>')).status).toBe(403)
  expect((await user.request('<%= path %>', json('POST', {}))).status).toBe(403)
})
