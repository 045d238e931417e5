const created = await c.var.db.transaction().execute(async (trx) => {
  const user = await createUser(trx, c.req.valid('json'))
  await enqueue(trx, mailPasswordLink, { email: user.email })
  return user
})
