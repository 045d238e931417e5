if (known) await enqueue(trx, tellOwner, { email: user.email, name: user.name, provider }, { priority: 3_600 })
