it('is for administrators alone', async () => {
  expect((await (await signIn(app, db)).request('/<%= kebab %>')).status).toBe(403)
})

