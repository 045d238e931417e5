let me: Client
beforeAll(async () => {
  me = await signIn(app, db<%= role %>)
})
