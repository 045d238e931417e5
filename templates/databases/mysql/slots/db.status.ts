const unfinished = await readUnfinished(db)
if (unfinished) remarks.set(unfinished.name, unfinished.direction === 'up' ? 'half applied' : 'half undone')
