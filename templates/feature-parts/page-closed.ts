it('is closed to who is not signed in', async () => {
  const { id } = await create()
  for (const path of ['', '/new', `/${id}`, `/${id}/edit`, `/${id}/delete`]) {
    expect((await app.request(`/<%= kebab %>${path}`)).status).toBe(401)
  }
})
