await enqueue(c.var.db, jobs.mailPasswordLink, { email })
