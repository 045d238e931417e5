const { attempts, db } = c.var
