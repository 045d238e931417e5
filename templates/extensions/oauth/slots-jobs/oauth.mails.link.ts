await db.transaction().execute(async (trx) => {
  await createIdentity(trx, userId, provider, subject)
  await enqueue(trx, tellOwner, { email: user.email, name: user.name, provider }, { priority: 3_600 })
})
