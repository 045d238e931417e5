await enqueue(c.var.db, jobs.askForEmail, { userId: c.var.user.id, email })
