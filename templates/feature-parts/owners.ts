let me: Client
let stranger: Client
beforeAll(async () => {
  me = await signIn(app, db)
  stranger = await signIn(app, db)
})
