await enqueue(trx, tellOldAddress, { to: before.email, name: before.name, email: proof.label })
