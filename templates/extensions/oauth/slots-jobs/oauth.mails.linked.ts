if (isLinked) audit(c, 'identity linked', user.id)
