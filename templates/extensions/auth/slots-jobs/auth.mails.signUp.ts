await enqueue(c.var.db, jobs.signUp, values)
