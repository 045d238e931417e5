await services.confirmEmail(c.var.db, c.var.user, c.req.valid('json').token)
audit(c, 'address changed')
